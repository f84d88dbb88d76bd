import { ForeignObjects, forbidden, type Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { Alert, AlertCommandResult } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError, notFound, systemClock, type Clock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { eventFor, RIGHT_FOR, type Command } from './alert.command';
import { refused, unknownOwner } from './alert.errors';
import { mayOn } from './alert.policy';
import { AlertReadModel } from './alert.read-model';
import { reduce, type Actor } from './reducer';
import { AlertChanges } from './store/alert-changes';
import { recordFromRow, type AlertRecord, type AlertRow } from './store/alert-record';

/** The clock of the alarm console; tests hold it still. */
export const ALERT_CLOCK = Symbol('ALERT_CLOCK');

interface Owner extends Actor {
  tenantId: number;
}

/** What became of one alert of a command. */
type Verdict = { id: string; failure: DomainError } | { id: string; failure: null };

/** Commands of people to alarms. Rights are asked for each alert; each change is one transition and one audit row. */
@Injectable()
export class AlertService {
  private readonly clock: Clock;

  constructor(
    private readonly units: UnitOfWork,
    private readonly alerts: AlertReadModel,
    private readonly audit: AuditTrail,
    private readonly tree: TenantTree,
    private readonly foreign: ForeignObjects,
    @Optional() @Inject(ALERT_CLOCK) clock?: Clock,
  ) {
    this.clock = clock ?? systemClock;
  }

  /**
   * Gives a command to one alert.
   * @throws {DomainError} when it is not visible, not allowed or refused
   */
  async one(principal: Principal, id: string, command: Command): Promise<Alert> {
    const [result] = await this.run(principal, [id], command, true);
    return result?.alert as Alert;
  }

  /** Gives a command to many alerts; each is done or refused for itself. Ids count once. */
  async many(principal: Principal, ids: readonly string[], command: Command): Promise<AlertCommandResult> {
    const results = await this.run(principal, [...new Set(ids)], command, false);
    await this.auditForeign(principal, results, command);
    return {
      results: results.map(({ id, alert, failure }) => ({
        id,
        ok: failure === null,
        alert,
        code: failure?.code ?? null,
        detail: failure?.detail ?? null,
      })),
    };
  }

  private async run(principal: Principal, ids: readonly string[], command: Command, strict: boolean) {
    return this.units.run(principal.tenants, async (work) => {
      const owner = await this.ownerOf(work, command);
      const locked = await lock(work, ids);
      const before = new Map((await this.alerts.within(work, principal, ids)).map((alert) => [alert.id, alert]));
      const changes = new AlertChanges();
      const verdicts = ids.map((id): Verdict => {
        const record = before.has(id) ? locked.get(id) : undefined;
        return { id, failure: this.step(principal, id, record, command, owner, changes) };
      });
      const failure = verdicts.find((verdict) => verdict.failure !== null)?.failure;
      if (strict && failure) throw failure;
      await changes.write(work);
      const done = verdicts.filter((verdict) => verdict.failure === null).map(({ id }) => id);
      const after = new Map((await this.alerts.within(work, principal, done)).map((alert) => [alert.id, alert]));
      for (const id of done) {
        this.audit.record(work, {
          action: `alert.${command.command}`,
          objectType: 'Alert',
          objectId: id,
          tenantId: (locked.get(id) as AlertRecord).tenantId,
          before: before.get(id) ?? null,
          after: after.get(id) ?? null,
          reason: reasonOf(command),
        });
      }
      this.auditDenials(work, verdicts, command);
      return verdicts.map((verdict) => ({ ...verdict, alert: after.get(verdict.id) ?? null }));
    });
  }

  /** @returns why it was not done; null when it was */
  private step(
    principal: Principal,
    id: string,
    record: AlertRecord | undefined,
    command: Command,
    owner: Owner | null,
    changes: AlertChanges,
  ): DomainError | null {
    if (record === undefined) return notFound('alert', id);
    if (!mayOn(principal, RIGHT_FOR[command.command], record)) {
      return forbidden(`Your roles do not let you ${command.command} this alert.`);
    }
    if (owner !== null && !this.tree.visibleFrom(owner.tenantId).includes(record.tenantId)) return unknownOwner();
    const by = { id: principal.id, name: principal.name };
    const to = owner === null ? null : { id: owner.id, name: owner.name };
    const outcome = reduce(record.occurrence, eventFor(command, by, this.clock.now(), to));
    if (!outcome.ok) return refused(outcome.refusal);
    changes.step(record, outcome.next, outcome.transition);
    return null;
  }

  /** A single denied command is audited with its answer; one of many is answered among others and audited here. */
  private auditDenials(work: Work, verdicts: readonly Verdict[], command: Command): void {
    for (const { id, failure } of verdicts) {
      if (failure?.kind !== 'forbidden') continue;
      const action = `alert.${command.command}`;
      this.audit.deniedWithin(work, { action, objectType: 'Alert', objectId: id, reason: failure.code });
    }
  }

  /** Ids of other tenants are answered as unknown ones, and noted; after the commit, in a transaction of their own. */
  private async auditForeign(principal: Principal, results: readonly Verdict[], command: Command): Promise<void> {
    const unknown = results.filter(({ failure }) => failure?.kind === 'not-found').map(({ id }) => id);
    for (const { objectType, id } of await this.foreign.find(unknown, principal.tenants)) {
      const action = `alert.${command.command}`;
      await this.audit.denied({ action, objectType, objectId: id, reason: 'access.foreign-object' });
    }
  }

  private async ownerOf(work: Work, command: Command): Promise<Owner | null> {
    if (command.command !== 'assign' || command.userId === null) return null;
    const [row] = await work.sql<{ id: string; tenant_id: number; display_name: string }>(
      `select id, tenant_id, display_name from users where id = ? and status = 'active'`,
      [command.userId],
    );
    if (row === undefined) throw unknownOwner();
    return { id: row.id, tenantId: row.tenant_id, name: row.display_name };
  }
}

/** Locks the rows in the order of their ids, as everybody does who locks several. */
async function lock(work: Work, ids: readonly string[]): Promise<Map<string, AlertRecord>> {
  const rows = await work.sql<AlertRow>(
    `select * from alerts where id = any (?::uuid[]) order by raised_at, id for update`,
    [`{${ids.join(',')}}`],
  );
  return new Map(rows.map((row) => [row.id, recordFromRow(row)]));
}

function reasonOf(command: Command): string | null {
  switch (command.command) {
    case 'acknowledge':
      return command.comment ?? null;
    case 'shelve':
      return command.reason;
    case 'resolve':
      return command.reason ?? command.cause;
    default:
      return null;
  }
}
