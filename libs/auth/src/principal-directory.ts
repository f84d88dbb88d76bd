import { type AccessRule, type Principal, type Restriction, abilityFrom } from '@app/access';
import { UnitOfWork, type Work } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { KnownRefusal, tokenRefused } from './auth.errors';
import { jsonOf } from './database-values';
import { FreshCache } from './fresh-cache';

import { type OpaqueToken, secretMatches } from './opaque-tokens';
import type { AccessTokenFacts } from './access-tokens';
import { roleFacts } from './role-facts';

/** How long a look-up is believed: what is revoked, disabled or changed elsewhere takes effect within this and a bit. */
const FRESH_MS = 3_000;
/** API keys note their use to the minute. */
const NOTE_USE_MS = 60_000;

interface HolderFacts {
  /** Why the holder is refused; null while it is good. */
  refusal: string | null;
  kind: 'user' | 'apiKey';
  id: string;
  name: string;
  tenantId: number;
  roles: string[];
  rules: AccessRule[];
  sessionVersion: number;
  restriction: Restriction | undefined;
  secretHash: Buffer | null;
  /** The principal as last worked out, and the shape of the tenant tree at that time. */
  made?: { principal: Principal; revision: number };
}

interface SessionRow {
  live: boolean;
  username: string;
  status: string;
  roles: string[] | string;
  session_version: number;
  must_change_password: boolean;
  mfa_enabled: boolean;
}

interface KeyRow {
  tenant_id: number;
  name: string;
  role: string;
  secret_hash: Buffer;
  live: boolean;
}

/** Turns what a request shows into the principal that it stands for, with rights as they are now. */
@Injectable()
export class PrincipalDirectory {
  private readonly cache = new FreshCache<HolderFacts | null>(FRESH_MS);
  private readonly used = new Map<string, number>();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} unauthenticated when session, user or version are no longer good */
  async ofSession(token: AccessTokenFacts): Promise<Principal> {
    const tenantId = this.tree.idOf(token.tenant);
    if (tenantId === undefined) throw tokenRefused('The token names no tenant of this installation.');
    const facts = await this.cache.get(`s:${token.sessionId}:${token.userId}`, Date.now(), () =>
      this.loadSession(token, tenantId),
    );
    if (facts === null) throw tokenRefused('The session has ended. Sign in again.', 'auth.session-ended');
    if (facts.refusal !== null) throw this.known(facts, facts.refusal, 'auth.session-ended');
    if (token.sessionVersion < facts.sessionVersion) {
      throw this.known(facts, 'The token was replaced. Refresh it.', 'auth.token-replaced');
    }
    return { ...this.principalOf(facts), sessionId: token.sessionId };
  }

  /** @throws {DomainError} unauthenticated when the key is unknown, wrong, expired or revoked */
  async ofApiKey({ id, secret }: OpaqueToken): Promise<Principal> {
    const facts = await this.cache.get(`k:${id}`, Date.now(), () => this.loadKey(id));
    if (facts === null || facts.secretHash === null || !secretMatches(secret, facts.secretHash)) {
      throw tokenRefused('The API key is not valid.');
    }
    if (facts.refusal !== null) throw this.known(facts, facts.refusal);
    this.noteUse(facts);
    return this.principalOf(facts);
  }

  /** Forgets what was looked up, so that a change made by this process is seen by its next request. */
  forget(): void {
    this.cache.clear();
  }

  /** A refusal of somebody we know; the authenticator writes it down. */
  private known(facts: HolderFacts, detail: string, code?: string): KnownRefusal {
    return new KnownRefusal({ kind: facts.kind, id: facts.id, name: facts.name }, facts.tenantId, detail, code);
  }

  private principalOf(facts: HolderFacts): Principal {
    const revision = this.tree.revision();
    if (facts.made?.revision !== revision) {
      const tenants = this.tree.visibleFrom(facts.tenantId);
      const { kind, id, name, tenantId, roles, restriction } = facts;
      const ability = abilityFrom(facts.rules, { userId: id, tenants });
      const principal: Principal = { kind, id, name, tenantId, tenants, roles, ability };
      facts.made = { revision, principal: restriction === undefined ? principal : { ...principal, restriction } };
    }
    return facts.made.principal;
  }

  private loadSession(token: AccessTokenFacts, tenantId: number): Promise<HolderFacts | null> {
    const lineage = [tenantId, ...this.tree.ancestorsOf(tenantId)];
    return this.units.run(lineage, async (work) => {
      const [row] = await work.sql<SessionRow>(
        `select s.revoked_at is null and s.expires_at > now() as live, u.username, u.status, to_jsonb(u.roles) as roles,
           u.session_version, u.must_change_password, u.mfa_enabled
         from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
         where s.tenant_id = ? and s.id = ? and s.user_id = ?`,
        [tenantId, token.sessionId, token.userId],
      );
      if (row === undefined) return null;
      const roles = jsonOf(row.roles);
      const { rules, mfaRequired } = await roleFacts(work, roles, lineage);
      return {
        refusal: row.live && row.status === 'active' ? null : 'The session has ended. Sign in again.',
        kind: 'user',
        id: token.userId,
        name: row.username,
        tenantId,
        roles,
        rules,
        sessionVersion: row.session_version,
        restriction: row.must_change_password
          ? 'password'
          : mfaRequired && !row.mfa_enabled
            ? 'secondFactor'
            : undefined,
        secretHash: null,
      };
    });
  }

  private loadKey(id: string): Promise<HolderFacts | null> {
    return this.units.run(this.tree.all(), async (work) => {
      const [row] = await work.sql<KeyRow>(
        `select tenant_id, name, role, secret_hash, revoked_at is null and (expires_at is null or expires_at > now()) as live
         from api_keys where id = ?`,
        [id],
      );
      return row === undefined ? null : this.keyFacts(work, id, row);
    });
  }

  private async keyFacts(work: Work, id: string, row: KeyRow): Promise<HolderFacts> {
    const lineage = [row.tenant_id, ...this.tree.ancestorsOf(row.tenant_id)];
    const { rules } = await roleFacts(work, [row.role], lineage);
    return {
      refusal: row.live ? null : 'The API key has expired or was revoked.',
      kind: 'apiKey',
      id,
      name: row.name,
      tenantId: row.tenant_id,
      roles: [row.role],
      rules,
      sessionVersion: 0,
      restriction: undefined,
      secretHash: row.secret_hash,
    };
  }

  private noteUse({ id, tenantId }: HolderFacts): void {
    const now = Date.now();
    if (now - (this.used.get(id) ?? 0) < NOTE_USE_MS) return;
    this.used.set(id, now);
    this.units
      .run([tenantId], (work) =>
        work.sql(`update api_keys set last_used_at = now() where tenant_id = ? and id = ?`, [tenantId, id]),
      )
      .catch(() => this.used.delete(id));
  }
}
