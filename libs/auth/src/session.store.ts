import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { isoColumn } from './database-values';
import { makeToken } from './opaque-tokens';

/** A session ends so long after its password was given, however much it is used, h. */
export const SESSION_HOURS = 12;

/** Where a sign-in comes from. */
export interface ClientFacts {
  ip: string | null;
  userAgent: string | null;
}

export interface OpenedSession {
  sessionId: string;
  refreshToken: string;
}

/** Begins a session with its first refresh token. */
export async function openSession(
  work: Work,
  tenantId: number,
  userId: string,
  client: ClientFacts,
): Promise<OpenedSession> {
  const sessionId = uuidv7();
  await work.sql(
    `insert into sessions (tenant_id, id, user_id, expires_at, ip, user_agent)
     values (?, ?, ?, now() + make_interval(hours => ?), ?, ?)`,
    [tenantId, sessionId, userId, SESSION_HOURS, client.ip, client.userAgent],
  );
  return { sessionId, refreshToken: await addRefreshToken(work, tenantId, sessionId) };
}

/** Adds the next refresh token of a session; only its hash is kept. */
export async function addRefreshToken(work: Work, tenantId: number, sessionId: string): Promise<string> {
  const id = uuidv7();
  const { token, secretHash } = makeToken('hyr', id);
  await work.sql(
    `insert into refresh_tokens (tenant_id, id, session_id, secret_hash, expires_at)
     select tenant_id, ?, id, ?, expires_at from sessions where tenant_id = ? and id = ?`,
    [id, secretHash, tenantId, sessionId],
  );
  return token;
}

/**
 * Ends sessions of a user.
 * @param which - one session, or all but one, or all
 * @returns ids of those that had been open
 */
export async function revokeSessions(
  work: Work,
  tenantId: number,
  userId: string,
  reason: string,
  which: { only?: string; except?: string } = {},
): Promise<string[]> {
  const rows = await work.sql<{ id: string }>(
    `update sessions set revoked_at = now(), revoked_reason = ?
     where tenant_id = ? and user_id = ? and revoked_at is null and (?::uuid is null or id = ?::uuid)
       and (?::uuid is null or id <> ?::uuid) returning id`,
    [reason, tenantId, userId, which.only ?? null, which.only ?? null, which.except ?? null, which.except ?? null],
  );
  return rows.map(({ id }) => id);
}

export interface SessionRow {
  id: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  ip: string | null;
  user_agent: string | null;
}

/** Open sessions of a user, last used first. */
export function openSessionsOf(work: Work, tenantId: number, userId: string): Promise<SessionRow[]> {
  return work.sql<SessionRow>(
    `select id, ${isoColumn('created_at', 'created_at')}, ${isoColumn('last_used_at', 'last_used_at')},
       ${isoColumn('expires_at', 'expires_at')}, ip, user_agent
     from sessions where tenant_id = ? and user_id = ? and revoked_at is null and expires_at > now()
     order by sessions.last_used_at desc, id`,
    [tenantId, userId],
  );
}
