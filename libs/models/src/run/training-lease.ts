import type { UnitOfWork } from '@app/database';

/** How long a worker holds a training without renewing, s: the longest wait after it was killed. */
const LEASE_S = 12;
const RENEW_MS = 2_000;

/** One worker's hold on the training of a model; renewing also tells how far it has come. */
export class TrainingLease {
  /** Another worker has it, or the database was away for too long. */
  isLost = false;
  percent = 0;
  step: 'reading' | 'learning' | 'storing' = 'reading';
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tenantId: number,
    private readonly id: string,
    readonly owner: string,
  ) {}

  /** @returns the attempt, from 1; null when there is nothing to do or another worker does it */
  async take(): Promise<number | null> {
    const [row] = await this.units.run([this.tenantId], (work) =>
      work.sql<{ attempts: number }>(
        `update models set lease_owner = ?, lease_until = now() + ? * interval '1 second', attempts = attempts + 1,
           training = 'running', training_step = 'reading', training_percent = 0,
           training_started_at = coalesce(training_started_at, now())
         where id = ? and training in ('queued', 'running') and (lease_until is null or lease_until < now())
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
        work.sql(`update models set lease_owner = null, lease_until = null where id = ? and lease_owner = ?`, [
          this.id,
          this.owner,
        ]),
      )
      // The database is away: the lease ends by itself.
      .catch(() => undefined);
  }

  private async renew(): Promise<void> {
    try {
      const rows = await this.units.run([this.tenantId], (work) =>
        work.sql(
          `update models set lease_until = now() + ? * interval '1 second', training_percent = ?, training_step = ?
           where id = ? and lease_owner = ? returning id`,
          [LEASE_S, Math.round(this.percent), this.step, this.id, this.owner],
        ),
      );
      if (rows.length === 0) this.isLost = true;
    } catch {
      // Storing fails as well then, and says why.
    }
  }
}
