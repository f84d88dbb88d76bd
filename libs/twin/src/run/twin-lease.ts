import { UnitOfWork, type Work } from '@app/database';

/** How long a worker holds a twin without renewing, s. */
const LEASE_S = 30;
const RENEW_MS = 8_000;

/** One worker's hold on a twin: nobody else calculates it meanwhile. */
export class TwinLease {
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tenantId: number,
    private readonly id: string,
    private readonly owner: string,
  ) {}

  /** @returns false when another worker has it, or it is gone */
  async take(): Promise<boolean> {
    const rows = await this.units.run([this.tenantId], (work) =>
      work.sql(
        `update twins set lease_owner = ?, lease_until = now() + ? * interval '1 second'
         where id = ? and (lease_until is null or lease_until < now()) returning id`,
        [this.owner, LEASE_S, this.id],
      ),
    );
    if (rows.length === 0) return false;
    this.timer = setInterval(() => void (this.renewing = this.renew()), RENEW_MS);
    return true;
  }

  /** To be asked in the transaction that stores: what another worker has taken over is not stored twice. */
  async holds(work: Work): Promise<boolean> {
    const rows = await work.sql(`select 1 from twins where id = ? and lease_owner = ? for update`, [
      this.id,
      this.owner,
    ]);
    return rows.length > 0;
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
    await this.units
      .run([this.tenantId], (work) =>
        work.sql(`update twins set lease_owner = null, lease_until = null where id = ? and lease_owner = ?`, [
          this.id,
          this.owner,
        ]),
      )
      // The database is away: the lease ends by itself.
      .catch(() => undefined);
  }

  private async renew(): Promise<void> {
    await this.units
      .run([this.tenantId], (work) =>
        work.sql(`update twins set lease_until = now() + ? * interval '1 second' where id = ? and lease_owner = ?`, [
          LEASE_S,
          this.id,
          this.owner,
        ]),
      )
      // Storing fails as well then, and says why.
      .catch(() => undefined);
  }
}
