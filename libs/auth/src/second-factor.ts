import { createHash, randomBytes } from 'node:crypto';
import type { Work } from '@app/database';
import { SealedBox } from '@app/secrets';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import type { Account } from './account';

const PERIOD_S = 30;
const RECOVERY_CODES = 10;
/** Clocks of phones may be one step away. */
const WINDOW = 1;

/** Codes of an authenticator app (RFC 6238) and recovery codes; each works once. */
@Injectable()
export class SecondFactor {
  constructor(private readonly box: SealedBox) {}

  /** A new seed for a user: sealed for the table, and in the forms that apps read. */
  make(account: Pick<Account, 'id' | 'username'>): { sealed: Buffer; secret: string; uri: string } {
    const secret = new Secret({ size: 20 });
    const totp = new TOTP({ issuer: 'Hydrant', label: account.username, secret, period: PERIOD_S });
    return {
      sealed: this.box.seal(Buffer.from(secret.bytes), account.id),
      secret: secret.base32,
      uri: totp.toString(),
    };
  }

  /**
   * Uses up a code: the step of an authenticator's code, or a recovery code.
   * @returns false for a wrong code and for one that was used before, also by somebody quicker
   */
  async redeem(work: Work, account: Account, code: string, allowRecovery = true): Promise<boolean> {
    const compact = code.replaceAll(/[\s-]/g, '');
    if (/^\d{6}$/.test(compact)) return this.redeemStep(work, account, compact);
    return allowRecovery && redeemRecovery(work, account, compact);
  }

  private async redeemStep(work: Work, account: Account, code: string): Promise<boolean> {
    if (account.mfaSecret === null) return false;
    const seed = this.box.open(account.mfaSecret, account.id);
    const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(seed).buffer }), period: PERIOD_S });
    const timestamp = Date.now();
    const delta = totp.validate({ token: code, timestamp, window: WINDOW });
    if (delta === null) return false;
    const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta;
    const used = await work.sql(
      `update users set mfa_last_step = ? where tenant_id = ? and id = ? and (mfa_last_step is null or mfa_last_step < ?) returning 1`,
      [step, account.tenantId, account.id, step],
    );
    return used.length > 0;
  }
}

/** New recovery codes: texts for the user, hashes for the table. Each has 80 random bits. */
export function makeRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomBytes(10).toString('hex'));
  return { codes: codes.map((code) => (code.match(/.{5}/g) ?? []).join('-')), hashes: codes.map(hashCode) };
}

async function redeemRecovery(work: Work, account: Account, code: string): Promise<boolean> {
  const hash = hashCode(code.toLowerCase());
  const used = await work.sql(
    `update users set recovery_codes = recovery_codes - ?::text
     where tenant_id = ? and id = ? and recovery_codes @> jsonb_build_array(?::text) returning 1`,
    [hash, account.tenantId, account.id, hash],
  );
  return used.length > 0;
}

function hashCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
