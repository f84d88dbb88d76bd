import type { Principal } from '@app/access';
import { DomainError, notFound } from '@app/kernel';
import type { TenantKind, TenantNode, TenantTree } from '@app/tenancy';
import type { Work } from '@app/database';

/**
 * The tenants that a query may look at: all that the principal sees, or only the named ones of them.
 * @param uids - public ids of tenants, as sent; regions stand for their municipalities
 * @throws {DomainError} not-found for one that does not exist or is not visible
 */
export function narrow(principal: Principal, tree: TenantTree, uids: readonly string[] | undefined): number[] {
  if (uids === undefined) return principal.tenants;
  return [...new Set(uids.flatMap((uid) => tree.visibleFrom(visibleTenant(principal, tree, uid).id)))];
}

/** @throws {DomainError} not-found for a tenant that does not exist, is not visible or is not of the wanted kind */
export function visibleTenant(principal: Principal, tree: TenantTree, uid: string, kind?: TenantKind): TenantNode {
  const id = tree.idOf(uid);
  if (id === undefined || !principal.tenants.includes(id)) throw notFound(kind ?? 'municipality', uid);
  const node = tree.node(id);
  if (kind !== undefined && node.kind !== kind) throw notFound(kind, uid);
  return node;
}

/**
 * The municipality in which something is to be made: the named one, or the home of the principal when it is one.
 * @throws {DomainError} not-found for one that is not visible, invalid when none is named and the home is none
 */
export async function owningMunicipality(
  work: Work,
  principal: Principal,
  tree: TenantTree,
  uid: string | undefined,
): Promise<TenantNode> {
  const home = tree.node(principal.tenantId);
  if (uid === undefined && home.kind !== 'municipality') {
    const detail = 'Say in which municipality: your home is not a single one.';
    throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
      detail,
      errors: [{ pointer: '/municipalityId', detail }],
    });
  }
  const node = uid === undefined ? home : visibleTenant(principal, tree, uid, 'municipality');
  const rows = await work.sql(`select 1 from municipalities where tenant_id = ?`, [node.id]);
  if (rows.length === 0) throw notFound('municipality', node.uid);
  return node;
}
