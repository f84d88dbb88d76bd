import type { Principal } from '@app/access';
import { Passwords, PrincipalDirectory, SessionService, raiseSessionVersion } from '@app/auth';
import type { CreatedUser, OneTimePassword, User, UserCreate, UserUpdate } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, uuidv7 } from '@app/kernel';
import { type ResourceQuery, ResourceService, ResourceTools, shownFields, visibleTenant } from '@app/resources';
import type { TenantNode } from '@app/tenancy';
import type { FilterQuery } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RoleGrants } from './role-grants';
import { UserEntity } from './user.entity';

type Draft = UserCreate & { passwordHash?: string };

/** Users of the own tenant and below. Administrators start passwords, they never choose them. */
@Injectable()
export class UserService extends ResourceService<UserEntity, User, Draft, UserUpdate> {
  protected override readonly outline = {
    subject: 'User',
    noun: 'user',
    entity: UserEntity,
    search: ['username', 'displayName', 'email'],
    filters: ['id', 'status'],
    order: 'username',
    volatile: ['lastLoginAt'],
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly passwords: Passwords,
    private readonly sessions: SessionService,
    private readonly directory: PrincipalDirectory,
    private readonly grants: RoleGrants,
  ) {
    super(tools);
  }

  /** Makes a user with a one-time password, which the answer shows once. */
  override async create(principal: Principal, draft: UserCreate): Promise<CreatedUser> {
    const oneTimePassword = this.passwords.generate();
    const passwordHash = await this.passwords.hash(oneTimePassword);
    return { ...(await super.create(principal, { ...draft, passwordHash })), oneTimePassword };
  }

  /** Replaces the password by a one-time one and ends all sessions. The second factor stays. */
  async resetPassword(principal: Principal, id: string): Promise<OneTimePassword> {
    const oneTimePassword = this.passwords.generate();
    const passwordHash = await this.passwords.hash(oneTimePassword);
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.enter(work, principal, id);
      const before = await this.view(work, row);
      Object.assign(row, { passwordHash, mustChangePassword: true });
      await this.endSessions(work, row, 'password reset');
      await work.sql(`update users set failed_logins = 0, locked_until = null where tenant_id = ? and id = ?`, [
        row.tenantId,
        id,
      ]);
      await this.changed(work, row, before, 'user.reset-password');
    });
    return { oneTimePassword };
  }

  /** Ends all sessions of a user. */
  async revokeSessions(principal: Principal, id: string): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.enter(work, principal, id);
      const sessionsEnded = await this.endSessions(work, row, 'ended by administrator');
      const entry = { action: 'user.revoke-sessions', objectType: 'User', objectId: id, tenantId: row.tenantId };
      this.tools.trail.record(work, { ...entry, after: { sessionsEnded } });
    });
  }

  protected override views(_work: Work, rows: UserEntity[]): User[] {
    return rows.map((row) => {
      const home = this.tools.tree.node(row.tenantId);
      return {
        ...shownFields(row),
        username: row.username,
        displayName: row.displayName,
        scopeId: home.kind === 'nation' ? null : home.uid,
        status: row.status,
        email: row.email,
        roles: row.roles,
        locale: row.locale,
        lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
        mfaEnabled: row.mfaEnabled,
        mustChangePassword: row.mustChangePassword,
      };
    });
  }

  protected override async tenantFor(_work: Work, principal: Principal, { scopeId }: Draft): Promise<TenantNode> {
    const { tree } = this.tools;
    return scopeId === undefined ? tree.node(principal.tenantId) : visibleTenant(principal, tree, scopeId);
  }

  protected override newId(): string {
    return uuidv7();
  }

  protected override async fill(work: Work, principal: Principal, row: UserEntity, draft: Draft): Promise<void> {
    await this.grants.assertMayGive(work, principal, draft.roles, row.tenantId, '/roles');
    const { username, displayName, email, roles, locale, passwordHash } = draft;
    Object.assign(row, { username, displayName, email, roles: unique(roles), locale, passwordHash });
    Object.assign(row, { mustChangePassword: true, status: 'active', mfaEnabled: false, lastLoginAt: null });
  }

  protected override async change(work: Work, principal: Principal, row: UserEntity, patch: UserUpdate): Promise<void> {
    if (row.id !== principal.id) await this.grants.assertNotAbove(work, principal, row.roles, row.tenantId);
    if (patch.roles !== undefined) {
      const added = patch.roles.filter((code) => !row.roles.includes(code));
      await this.grants.assertMayGive(work, principal, added, row.tenantId, '/roles');
    }
    const wasLeading = isLeading(row);
    Object.assign(row, patch, patch.roles === undefined ? {} : { roles: unique(patch.roles) });
    if (wasLeading && !isLeading(row)) await this.assertAnotherLeads(work, row);
    if (patch.status === 'disabled') {
      assertOther(principal, row, 'disable');
      await this.endSessions(work, row, 'user disabled');
    }
    work.afterCommit(() => this.directory.forget());
  }

  protected override async beforeRemove(work: Work, row: UserEntity): Promise<void> {
    if (isLeading(row)) await this.assertAnotherLeads(work, row);
    await this.endSessions(work, row, 'user removed');
  }

  override async remove(principal: Principal, id: string, seen: string | undefined): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.enter(work, principal, id, 'delete');
      assertOther(principal, row, 'remove');
      await super.remove(principal, id, seen);
    });
  }

  protected override async conditions(_work: Work, query: ResourceQuery): Promise<FilterQuery<UserEntity>[]> {
    const { role } = query;
    return typeof role === 'string' ? [{ roles: { $contains: [role] } }] : [];
  }

  private async enter(
    work: Work,
    principal: Principal,
    id: string,
    action: 'update' | 'delete' = 'update',
  ): Promise<UserEntity> {
    const row = await this.find(work, principal, id, true);
    this.assertMay(principal, action, row);
    if (row.id !== principal.id) await this.grants.assertNotAbove(work, principal, row.roles, row.tenantId);
    return row;
  }

  private async endSessions(work: Work, row: UserEntity, reason: string): Promise<number> {
    await raiseSessionVersion(work, row.tenantId, row.id);
    return this.sessions.endAll(work, row.tenantId, row.id, reason);
  }

  /** Locks the others, so that two administrators cannot take each other's rights away at once. */
  private async assertAnotherLeads(work: Work, row: UserEntity): Promise<void> {
    const others = await work.sql(
      `select 1 from users where tenant_id = ? and id <> ? and status = 'active' and 'nationalAdmin' = any (roles) for update`,
      [row.tenantId, row.id],
    );
    if (others.length > 0) return;
    throw new DomainError('conflict', 'user.last-administrator', 'Last administrator', {
      detail: 'This is the last active national administrator. Make another one first.',
    });
  }
}

function isLeading({ status, roles }: UserEntity): boolean {
  return status === 'active' && roles.includes('nationalAdmin');
}

function assertOther(principal: Principal, row: UserEntity, verb: string): void {
  if (row.id !== principal.id) return;
  throw new DomainError('conflict', 'user.yourself', 'This is you', { detail: `You cannot ${verb} yourself.` });
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}
