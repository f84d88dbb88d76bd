import { DatabaseEvents, UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';

/** A transition of an alarm that has just been committed. */
export interface AlertStep {
  streamSeq: number;
  tenantId: number;
  alertId: string;
}

const POLL_MS = 1_000;
/** A transaction that takes longer than this between writing a transition and committing it may go unheard. */
const OVERLAP_MS = 60_000;
/** More alarm transitions than this within the overlap would be heard late, not lost. */
const READ_LIMIT = 20_000;

/**
 * Follows the alarm transitions. Their sequence is drawn before the commit, so a lower one can appear after a higher
 * one: each look goes back over the last minute and leaves out what it has seen.
 */
@Injectable()
export class AlertsTail {
  private readonly log = new Logger(AlertsTail.name);
  /** Sequences heard, with the time of hearing, oldest first. */
  private readonly heard = new Map<number, number>();
  private floor = 0;
  private newest = 0;
  private looking = false;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DatabaseEvents,
    private readonly tenants: TenantTree,
  ) {}

  /** Highest sequence heard: where a client that is told everything now stands. */
  position(): number {
    return this.newest;
  }

  /** @param deliver - is given each transition once; a rejection is logged and the step not repeated */
  async start(deliver: (steps: AlertStep[]) => Promise<void>): Promise<void> {
    const [row] = await this.unitOfWork.run(this.tenants.all(), ({ sql }) =>
      sql<{ newest: string }>(`select coalesce(max(stream_seq), 0)::text as newest from alert_transitions`),
    );
    this.floor = Number(row?.newest ?? 0);
    this.newest = this.floor;
    const look = () => void this.look(deliver);
    this.unlisten = this.events.listen('alert_transitions', look);
    this.timer = setInterval(look, POLL_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.unlisten?.();
  }

  /** Transitions after a client's position, going back far enough to include any that was committed late. */
  async since(position: number): Promise<AlertStep[] | null> {
    const steps = await this.read(position, true);
    return steps.length === READ_LIMIT ? null : steps;
  }

  private async look(deliver: (steps: AlertStep[]) => Promise<void>): Promise<void> {
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    try {
      do {
        this.again = false;
        const fresh = (await this.read(this.floor, false)).filter(({ streamSeq }) => !this.heard.has(streamSeq));
        this.remember(fresh);
        if (fresh.length > 0) await deliver(fresh);
        if (fresh.length === READ_LIMIT) this.again = true;
      } while (this.again);
    } catch (error) {
      this.log.warn(`Alarm transitions not read: ${String(error)}`);
    } finally {
      this.looking = false;
    }
  }

  private read(after: number, withOverlap: boolean): Promise<AlertStep[]> {
    const late = `or (stream_seq > ? - ${READ_LIMIT} and at > now() - make_interval(secs => ${OVERLAP_MS / 1_000}))`;
    return this.unitOfWork.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql<{ seq: string; tenant_id: number; alert_id: string }>(
        `select stream_seq::text as seq, tenant_id, alert_id from alert_transitions
         where stream_seq > ? ${withOverlap ? late : ''} order by stream_seq limit ${READ_LIMIT}`,
        withOverlap ? [after, after] : [after],
      );
      return rows.map(({ seq, tenant_id: tenantId, alert_id: alertId }) => ({
        streamSeq: Number(seq),
        tenantId,
        alertId,
      }));
    });
  }

  private remember(fresh: AlertStep[]): void {
    const now = Date.now();
    for (const { streamSeq } of fresh) {
      this.heard.set(streamSeq, now);
      this.newest = Math.max(this.newest, streamSeq);
    }
    for (const [streamSeq, at] of this.heard) {
      if (at > now - OVERLAP_MS) break;
      this.heard.delete(streamSeq);
      this.floor = Math.max(this.floor, streamSeq);
    }
  }
}
