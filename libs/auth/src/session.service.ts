import type { Principal } from '@app/access';
import { AnonymousDenials, AuditTrail } from '@app/audit';
import type { Session } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type DomainError, notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_S, AccessTokens } from './access-tokens';
import { tokenRefused } from './auth.errors';
import { type OpaqueToken, parseToken, secretMatches } from './opaque-tokens';
import { PrincipalDirectory } from './principal-directory';
import { addRefreshToken, openSessionsOf, revokeSessions } from './session.store';

interface TokenRow {
  tenant_id: number;
  session_id: string;
  user_id: string;
  username: string;
  secret_hash: Buffer;
  session_version: number;
  used: boolean;
  live: boolean;
}

export interface RefreshedTokens {
  accessToken: string;
  refreshToken: string;
  expiresInS: number;
}

/** Sessions: renewed by single-use refresh tokens, listed, ended. */
@Injectable()
export class SessionService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly tokens: AccessTokens,
    private readonly directory: PrincipalDirectory,
    private readonly audit: AuditTrail,
    private readonly strangers: AnonymousDenials,
  ) {}

  /**
   * Exchanges a refresh token for the next one. Of several at once exactly one wins; a token that comes a second time
   * has been copied by somebody, so the whole session ends.
   * @throws {DomainError} `auth.invalid-refresh-token`, `auth.refresh-token-reused`
   */
  async refresh(text: string): Promise<RefreshedTokens> {
    const token = parseToken('hyr', text);
    if (token === null) throw this.refuseStranger();
    const outcome = await this.units.run(this.tree.all(), (work) => this.exchange(work, token));
    if (outcome === null) throw this.refuseStranger();
    const { row, refreshToken } = outcome;
    if (refreshToken === null) {
      this.directory.forget();
      const refused = row.used
        ? tokenRefused('The refresh token was used before. The session has ended.', 'auth.refresh-token-reused')
        : tokenRefused('The session has ended. Sign in again.', 'auth.session-ended');
      await this.audit.denied({
        action: 'auth.refresh',
        objectType: 'Session',
        objectId: row.session_id,
        reason: refused.code,
        actor: { kind: 'user', id: row.user_id, name: row.username },
        tenantId: row.tenant_id,
      });
      throw refused;
    }
    const accessToken = await this.tokens.issue({
      userId: row.user_id,
      tenant: this.tree.uidOf(row.tenant_id),
      sessionId: row.session_id,
      sessionVersion: row.session_version,
    });
    return { accessToken, refreshToken, expiresInS: ACCESS_TOKEN_S };
  }

  /** Ends the session of a refresh token; does nothing for anything else. */
  async logoutByRefreshToken(text: string): Promise<void> {
    const token = parseToken('hyr', text);
    if (token === null) return;
    await this.units.run(this.tree.all(), async (work) => {
      const row = await findToken(work, token);
      if (row === null) return;
      await this.endOne(work, row.tenant_id, { id: row.user_id, name: row.username }, row.session_id, 'logout');
    });
  }

  /** Ends the session that asks. */
  async logout(principal: Principal): Promise<void> {
    if (principal.sessionId === undefined) return;
    const only = principal.sessionId;
    await this.units.run([principal.tenantId], (work) =>
      this.endOne(work, principal.tenantId, principal, only, 'logout'),
    );
  }

  /** Ends every session of the user; access tokens that were handed out are refused too. */
  async logoutAll(principal: Principal): Promise<void> {
    await this.units.run([principal.tenantId], async (work) => {
      await raiseSessionVersion(work, principal.tenantId, principal.id);
      const { tenantId, id } = principal;
      const sessionsEnded = await this.endAll(work, tenantId, id, 'logout everywhere');
      this.audit.record(work, {
        action: 'auth.logout-all',
        objectType: 'User',
        objectId: id,
        tenantId,
        after: { sessionsEnded },
      });
    });
  }

  async list(principal: Principal): Promise<Session[]> {
    const rows = await this.units.run([principal.tenantId], (work) =>
      openSessionsOf(work, principal.tenantId, principal.id),
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      expiresAt: row.expires_at,
      ip: row.ip,
      userAgent: row.user_agent,
      current: row.id === principal.sessionId,
    }));
  }

  /** Ends one session of the user's own. */
  async revoke(principal: Principal, id: string): Promise<void> {
    const ended = await this.units.run([principal.tenantId], (work) =>
      this.endOne(work, principal.tenantId, principal, id, 'ended by user'),
    );
    if (!ended) throw notFound('session', id);
  }

  /**
   * Ends sessions in the caller's transaction. Whoever calls writes down why: one row for what was done to the user.
   * @param which - all but one; all when left out
   * @returns how many had been open
   */
  async endAll(
    work: Work,
    tenantId: number,
    userId: string,
    reason: string,
    which: { except?: string } = {},
  ): Promise<number> {
    const ended = await revokeSessions(work, tenantId, userId, reason, which);
    work.afterCommit(() => this.directory.forget());
    return ended.length;
  }

  /** Ends one session and writes it down. @returns false when it was not open */
  private async endOne(
    work: Work,
    tenantId: number,
    user: { id: string; name: string },
    id: string,
    reason: string,
  ): Promise<boolean> {
    const ended = await revokeSessions(work, tenantId, user.id, reason, { only: id });
    if (ended.length === 0) return false;
    this.audit.record(work, {
      action: 'auth.session-end',
      objectType: 'Session',
      objectId: id,
      tenantId,
      reason,
      actor: { kind: 'user', id: user.id, name: user.name },
    });
    work.afterCommit(() => this.directory.forget());
    return true;
  }

  private async exchange(
    work: Work,
    token: OpaqueToken,
  ): Promise<{ row: TokenRow; refreshToken: string | null } | null> {
    const row = await findToken(work, token);
    if (row === null) return null;
    if (!row.live && !row.used) return { row, refreshToken: null };
    const won = await work.sql(
      `update refresh_tokens set used_at = now() where tenant_id = ? and id = ? and used_at is null returning 1`,
      [row.tenant_id, token.id],
    );
    if (won.length === 0) {
      await revokeSessions(work, row.tenant_id, row.user_id, 'refresh token reused', { only: row.session_id });
      return { row: { ...row, used: true }, refreshToken: null };
    }
    await work.sql(`update sessions set last_used_at = now() where tenant_id = ? and id = ?`, [
      row.tenant_id,
      row.session_id,
    ]);
    return { row, refreshToken: await addRefreshToken(work, row.tenant_id, row.session_id) };
  }

  private refuseStranger(): DomainError {
    const refused = tokenRefused('The refresh token is not valid. Sign in again.', 'auth.invalid-refresh-token');
    this.strangers.count(refused);
    return refused;
  }
}

/** Makes every access token handed out so far stale. */
export async function raiseSessionVersion(work: Work, tenantId: number, userId: string): Promise<void> {
  await work.sql(`update users set session_version = session_version + 1 where tenant_id = ? and id = ?`, [
    tenantId,
    userId,
  ]);
}

async function findToken(work: Work, token: OpaqueToken): Promise<TokenRow | null> {
  const [row] = await work.sql<TokenRow>(
    `select t.tenant_id, t.session_id, s.user_id, u.username, t.secret_hash, u.session_version,
       t.used_at is not null as used,
       s.revoked_at is null and s.expires_at > now() and t.expires_at > now() and u.status = 'active' as live
     from refresh_tokens t
     join sessions s on s.tenant_id = t.tenant_id and s.id = t.session_id
     join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
     where t.id = ?`,
    [token.id],
  );
  return row !== undefined && secretMatches(token.secret, row.secret_hash) ? row : null;
}
