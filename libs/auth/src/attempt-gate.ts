import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import type { Account } from './account';
import { throttled } from './auth.errors';
import { AttemptMemory, waitAfterS } from './throttle';

/** An attempt that may go on. */
export interface Attempt {
  account: Account | null;
  /** Set when it is counted in memory, not at the account. */
  memoryKey: string | null;
}

/**
 * Slows down guessing. Attempts from anywhere count at the account, over all processes; addresses that the user has
 * signed in from lately are counted apart, so that a stranger's guesses never keep the real user out.
 */
@Injectable()
export class AttemptGate {
  private readonly memory = new AttemptMemory();

  /**
   * Counts an attempt as failed before it is looked at, so that many at once gain nothing.
   * @throws {DomainError} `auth.throttled`
   */
  async begin(work: Work, account: Account | null, username: string, ip: string | null): Promise<Attempt> {
    if (account === null) return this.inMemory(null, `unknown ${username.toLowerCase()}`);
    if (ip !== null && (await isFamiliar(work, account, ip))) return this.inMemory(account, `${account.id} ${ip}`);
    const [row] = await work.sql<{ failed_logins: number; wait_s: number | null }>(
      `select failed_logins, ceil(extract(epoch from locked_until - now()))::int as wait_s
       from users where tenant_id = ? and id = ? for update`,
      [account.tenantId, account.id],
    );
    const failures = row?.failed_logins ?? 0;
    const waitS = row?.wait_s ?? null;
    if (waitS !== null && waitS > 0) throw throttled(waitS);
    await work.sql(
      `update users set failed_logins = failed_logins + 1, locked_until = now() + make_interval(secs => ?)
       where tenant_id = ? and id = ?`,
      [waitAfterS(failures + 1), account.tenantId, account.id],
    );
    return { account, memoryKey: null };
  }

  /**
   * The attempt was right.
   * @param complete - false when a second factor is still to come: then only this attempt is taken back, so that
   *   knowing the password does not open an endless row of guesses at the code
   */
  async succeed(work: Work, { account, memoryKey }: Attempt, complete: boolean): Promise<void> {
    if (account === null) return;
    if (memoryKey !== null) {
      if (complete) this.memory.succeed(memoryKey);
      else this.memory.takeBack(memoryKey);
      return;
    }
    await work.sql(
      `update users set failed_logins = ${complete ? '0' : 'greatest(failed_logins - 1, 0)'}, locked_until = null
       where tenant_id = ? and id = ?`,
      [account.tenantId, account.id],
    );
  }

  private inMemory(account: Account | null, memoryKey: string): Attempt {
    const waitS = this.memory.begin(memoryKey, Date.now());
    if (waitS > 0) throw throttled(waitS);
    return { account, memoryKey };
  }
}

async function isFamiliar(work: Work, account: Account, ip: string): Promise<boolean> {
  const rows = await work.sql(
    `select 1 from sessions where tenant_id = ? and user_id = ? and ip = ? and created_at > now() - interval '30 days' limit 1`,
    [account.tenantId, account.id, ip],
  );
  return rows.length > 0;
}
