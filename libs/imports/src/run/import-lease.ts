import type { UnitOfWork } from '@app/database';

/** How long a worker holds an import without renewing, s: the longest wait after it was killed. */
const LEASE_S = 12;
const RENEW_MS = 3_000;

/** One worker's hold on an import. */
export class ImportLease {
  /** Somebody asked for the end. */
  cancelRequested = false;
  /** Another worker has it, or the database was away for too long. */
  isLost = false;
  /** Something was stored under this lease. */
  hasAdvanced = false;
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tenantId: number,
    private readonly id: string,
    private readonly owner: string,
  ) {}

  /** @returns attempts without a stored chunk, this one included; null when the import is not to be had */
  async take(): Promise<number | null> {
    const [row] = await this.units.run([this.tenantId], (work) =>
      work.sql<{ attempts: number }>(
        `update imports set lease_owner = ?, lease_until = now() + ? * interval '1 second', attempts = attempts + 1,
           state = 'running', started_at = coalesce(started_at, now()), updated_at = now()
         where id = ? and state in ('queued', 'running') and (lease_until is null or lease_until < now())
         returning attempts`,
        [this.owner, LEASE_S, this.id],
      ),
    );
    if (row === undefined) return null;
    this.timer = setInterval(() => void (this.renewing = this.renew()), RENEW_MS);
    return row.attempts;
  }

  async release(): Promise<void> {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    await this.renewing;
    await this.units
      .run([this.tenantId], (work) =>
        work.sql(
          `update imports set lease_owner = null, lease_until = null, attempts = case when ? then 0 else attempts end
           where id = ? and lease_owner = ?`,
          [this.hasAdvanced, this.id, this.owner],
        ),
      )
      // The database is away: the lease ends by itself.
      .catch(() => undefined);
  }

  private async renew(): Promise<void> {
    try {
      const [row] = await this.units.run([this.tenantId], (work) =>
        work.sql<{ cancel_requested: boolean }>(
          `update imports set lease_until = now() + ? * interval '1 second',
             attempts = case when ? then 0 else attempts end
           where id = ? and lease_owner = ? returning cancel_requested`,
          [LEASE_S, this.hasAdvanced, this.id, this.owner],
        ),
      );
      if (row === undefined) this.isLost = true;
      else this.cancelRequested = row.cancel_requested;
    } catch {
      // Storing fails as well then, and says why.
    }
  }
}
