import {
  type AccessRule,
  type Principal,
  builtInRole,
  checkCustomRules,
  conditionFor,
  covers,
  forbidden,
} from '@app/access';
import { PrincipalDirectory } from '@app/auth';
import type { Role, RoleCreate, RoleUpdate } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { ResourceService, ResourceTools, pgArray, shownFields, visibleTenant } from '@app/resources';
import type { TenantNode } from '@app/tenancy';
import { type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RoleEntity } from './role.entity';

/** Roles: the built-in ones, which everybody who may read roles sees, and custom ones of the own tenant and below. */
@Injectable()
export class RoleService extends ResourceService<RoleEntity, Role, RoleCreate, RoleUpdate> {
  protected override readonly outline = {
    subject: 'Role',
    noun: 'role',
    entity: RoleEntity,
    search: ['code', 'name', 'description'],
    filters: ['id', 'code', 'builtIn'],
    order: 'name',
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly directory: PrincipalDirectory,
  ) {
    super(tools);
  }

  protected override views(_work: Work, rows: RoleEntity[]): Role[] {
    return rows.map((row) => {
      const home = this.tools.tree.node(row.tenantId);
      return {
        ...shownFields(row),
        scopeId: home.kind === 'nation' ? null : home.uid,
        code: row.code,
        name: row.name,
        description: row.description,
        builtIn: row.builtIn,
        rules: row.rules as Role['rules'],
        mfaRequired: row.mfaRequired,
      };
    });
  }

  protected override async tenantFor(_work: Work, principal: Principal, { scopeId }: RoleCreate): Promise<TenantNode> {
    const { tree } = this.tools;
    return scopeId === undefined ? tree.node(principal.tenantId) : visibleTenant(principal, tree, scopeId);
  }

  protected override newId(): string {
    return uuidv7();
  }

  protected override async fill(_work: Work, principal: Principal, row: RoleEntity, draft: RoleCreate): Promise<void> {
    if (builtInRole(draft.code) !== undefined) throw taken(draft.code);
    const { code, name, description, mfaRequired } = draft;
    Object.assign(row, {
      code,
      name,
      description,
      mfaRequired,
      builtIn: false,
      rules: mayGive(principal, draft.rules),
    });
  }

  protected override async change(work: Work, principal: Principal, row: RoleEntity, patch: RoleUpdate): Promise<void> {
    if (row.builtIn && Object.keys(patch).some((field) => field !== 'mfaRequired')) throw builtIn();
    if (!row.builtIn) mayGive(principal, row.rules as RoleCreate['rules']);
    Object.assign(row, patch, patch.rules === undefined ? {} : { rules: mayGive(principal, patch.rules) });
    work.afterCommit(() => this.directory.forget());
  }

  protected override async beforeRemove(work: Work, row: RoleEntity): Promise<void> {
    if (row.builtIn) throw builtIn();
    const below = pgArray(this.tools.tree.visibleFrom(row.tenantId));
    const used = await work.sql(
      `select 1 from users where tenant_id = any (?::int[]) and ? = any (roles)
       union all select 1 from api_keys where tenant_id = any (?::int[]) and role = ? and revoked_at is null limit 1`,
      [below, row.code, below, row.code],
    );
    if (used.length > 0) {
      throw new DomainError('conflict', 'role.in-use', 'Role in use', {
        detail: 'Users or API keys hold this role. Take it from them first.',
      });
    }
    work.afterCommit(() => this.directory.forget());
  }

  /** Built-in roles belong to the nation, and still everybody below may read them. */
  protected override readable(principal: Principal, tenants: number[]): FilterQuery<RoleEntity> | null {
    const own = super.readable(principal, tenants);
    return own === null ? null : ({ $or: [{ builtIn: true }, own] } as FilterQuery<RoleEntity>);
  }

  protected override async find(work: Work, principal: Principal, id: string, lock = false): Promise<RoleEntity> {
    const rights = conditionFor<RoleEntity>(principal, 'read', 'Role');
    if (rights === null) throw notFound('role', id);
    const where = { $and: [{ id }, lock ? rights : { $or: [{ builtIn: true }, rights] }] } as FilterQuery<RoleEntity>;
    const row = await work.em.findOne(RoleEntity, where, lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {});
    if (row === null) throw notFound('role', id);
    return row;
  }
}

function mayGive(principal: Principal, rules: RoleCreate['rules']): AccessRule[] {
  const checked = checkCustomRules(rules);
  if (covers(principal.ability, checked, principal.id)) return checked;
  throw forbidden('These rules give rights that you do not hold yourself.', 'role.not-yours', 'Rights not held');
}

function builtIn(): DomainError {
  return new DomainError('conflict', 'role.built-in', 'Built-in role', {
    detail: 'Of a built-in role only mfaRequired can be changed. Make a custom role instead.',
  });
}

function taken(code: string): DomainError {
  return new DomainError('conflict', 'object.conflict', 'Conflict', {
    detail: `${code} is the code of a built-in role.`,
  });
}
