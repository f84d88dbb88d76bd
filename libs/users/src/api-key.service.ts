import type { Principal } from '@app/access';
import { PrincipalDirectory, makeToken } from '@app/auth';
import type { ApiKey, ApiKeyCreate, ApiKeyUpdate, CreatedApiKey } from '@app/contracts';
import type { Work } from '@app/database';
import { assertVersion } from '@app/http';
import { DomainError, uuidv7 } from '@app/kernel';
import { ResourceService, ResourceTools, shownFields, visibleTenant } from '@app/resources';
import type { TenantNode } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { ApiKeyEntity } from './api-key.entity';
import { RoleGrants } from './role-grants';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;
const LONGEST_DAYS = 366;

/** API keys of the own tenant and below. Taking one away revokes it; what it did stays traceable. */
@Injectable()
export class ApiKeyService extends ResourceService<ApiKeyEntity, ApiKey, ApiKeyCreate, ApiKeyUpdate> {
  protected override readonly outline = {
    subject: 'ApiKey',
    noun: 'API key',
    entity: ApiKeyEntity,
    search: ['name', 'role'],
    filters: ['id', 'role'],
    order: 'name',
    volatile: ['lastUsedAt'],
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly grants: RoleGrants,
    private readonly directory: PrincipalDirectory,
  ) {
    super(tools);
  }

  /** Makes a key, whose secret the answer shows once. */
  override create(principal: Principal, draft: ApiKeyCreate): Promise<CreatedApiKey> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const key = await super.create(principal, draft);
      const { token, secretHash } = makeToken('hyk', key.id);
      await work.sql(`update api_keys set secret_hash = ? where id = ?`, [secretHash, key.id]);
      return { ...key, secret: token };
    });
  }

  override async remove(principal: Principal, id: string, seen: string | undefined): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.find(work, principal, id, true);
      this.assertMay(principal, 'delete', row);
      assertVersion(row.version, seen);
      if (row.revokedAt !== null) return;
      const before = await this.view(work, row);
      row.revokedAt = new Date();
      await this.changed(work, row, before, 'api-key.revoke');
      work.afterCommit(() => this.directory.forget());
    });
  }

  protected override views(_work: Work, rows: ApiKeyEntity[]): ApiKey[] {
    return rows.map((row) => {
      const home = this.tools.tree.node(row.tenantId);
      return {
        ...shownFields(row),
        name: row.name,
        scopeId: home.kind === 'nation' ? null : home.uid,
        role: row.role,
        expiresAt: row.expiresAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        revokedAt: row.revokedAt?.toISOString() ?? null,
      };
    });
  }

  protected override async tenantFor(
    _work: Work,
    principal: Principal,
    { scopeId }: ApiKeyCreate,
  ): Promise<TenantNode> {
    const { tree } = this.tools;
    return scopeId === undefined ? tree.node(principal.tenantId) : visibleTenant(principal, tree, scopeId);
  }

  protected override newId(): string {
    return uuidv7();
  }

  protected override async fill(
    work: Work,
    principal: Principal,
    row: ApiKeyEntity,
    draft: ApiKeyCreate,
  ): Promise<void> {
    await this.grants.assertMayGive(work, principal, [draft.role], row.tenantId, '/role');
    const secretHash = makeToken('hyk', row.id).secretHash;
    const createdBy = principal.kind === 'user' ? principal.id : null;
    Object.assign(row, {
      name: draft.name,
      role: draft.role,
      secretHash,
      createdBy,
      lastUsedAt: null,
      revokedAt: null,
    });
    row.expiresAt = expiryOf(draft.expiresAt);
  }

  protected override async change(
    _work: Work,
    _principal: Principal,
    row: ApiKeyEntity,
    patch: ApiKeyUpdate,
  ): Promise<void> {
    Object.assign(row, patch);
  }
}

function expiryOf(asked: string | undefined): Date {
  const now = Date.now();
  if (asked === undefined) return new Date(now + DEFAULT_DAYS * DAY_MS);
  const at = Date.parse(asked);
  if (at > now && at <= now + LONGEST_DAYS * DAY_MS) return new Date(at);
  const detail = `must lie ahead, by ${LONGEST_DAYS} days at most`;
  throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
    detail: `expiresAt ${detail}.`,
    errors: [{ pointer: '/expiresAt', detail }],
  });
}
