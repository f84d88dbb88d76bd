import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { QuarantineChoice, QuarantineItem } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { QuarantineReadModel } from '../read/quarantine.read-model';

/** What people do with quarantined items; replaying them is done where readings are taken in. */
type Order = 'replay' | 'dismiss';

/** Items changed by one request, at most. */
const AT_MOST = 100_000;

const changes: Record<Order, string> = {
  replay: `status = 'replaying', taken_until = null`,
  dismiss: `status = 'dismissed', settled_at = now()`,
};

/** Has kept messages replayed, or puts them away. */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly items: QuarantineReadModel,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * One item. What was dismissed may still be replayed; an order that is carried out already changes nothing.
   * @throws {DomainError} not-found; conflict when it has been replayed
   */
  one(principal: Principal, id: string, order: Order): Promise<QuarantineItem> {
    return this.units.run(this.items.tenantsFor(principal, 'update', undefined), async (work) => {
      const { tenantId, ...before } = await this.items.within(work, id);
      if (before.status === 'replayed') {
        throw new DomainError('conflict', 'quarantine.replayed', 'Replayed already', {
          detail: 'The message has been replayed and stored.',
        });
      }
      await work.sql(`update quarantine set ${changes[order]} where tenant_id = ? and id = ?`, [tenantId, id]);
      await this.wake(work, order);
      const { tenantId: _, ...after } = await this.items.within(work, id);
      this.audit.record(work, {
        action: `quarantine.${order}`,
        objectType: 'Quarantine',
        objectId: id,
        tenantId,
        before,
        after,
      });
      return after;
    });
  }

  /** All kept items of a choice, a hundred thousand at most. @returns how many */
  many(principal: Principal, choice: QuarantineChoice, order: Order): Promise<number> {
    const tenants = this.items.tenantsFor(principal, 'update', choice.municipalityId);
    return this.units.run(tenants, async (work) => {
      const { where, values } = conditionOf(choice);
      const rows = await work.sql<{ tenant_id: number; count: number }>(
        `with chosen as (
           select tenant_id, id from quarantine where status = 'kept' ${where} order by received_at limit ${AT_MOST} for update),
         changed as (
           update quarantine q set ${changes[order]} from chosen c where q.tenant_id = c.tenant_id and q.id = c.id
           returning q.tenant_id)
         select tenant_id, count(*)::int as count from changed group by tenant_id`,
        values,
      );
      await this.wake(work, order);
      // One row a chain, also when nothing was found: the order itself is worth knowing.
      const told = rows.length > 0 ? rows : tenants.slice(0, 1).map((tenant) => ({ tenant_id: tenant, count: 0 }));
      for (const { tenant_id: tenantId, count } of told) {
        const entry = { action: `quarantine.${order}`, objectType: 'Quarantine', objectId: null, tenantId };
        this.audit.record(work, { ...entry, after: { ...choice, count } });
      }
      return rows.reduce((sum, { count }) => sum + count, 0);
    });
  }

  private async wake(work: Work, order: Order): Promise<void> {
    if (order === 'replay') await work.sql(`select pg_notify('quarantine', '')`);
  }
}

function conditionOf({ ids, deviceId, reason, from, to }: QuarantineChoice): { where: string; values: unknown[] } {
  const parts: [string, unknown][] = [];
  if (ids !== undefined) parts.push(['id = any (?::uuid[])', `{${ids.join(',')}}`]);
  if (deviceId !== undefined) parts.push(['device_id = ?', deviceId]);
  if (reason !== undefined) parts.push(['reason = ?', reason]);
  if (from !== undefined) parts.push(['received_at >= ?::timestamptz', from]);
  if (to !== undefined) parts.push(['received_at < ?::timestamptz', to]);
  return { where: parts.map(([condition]) => `and ${condition}`).join(' '), values: parts.map(([, value]) => value) };
}
