import type { Principal } from '@app/access';
import type { Work } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import type { TenantNode } from '@app/tenancy';
import { ResourceService, type Shown } from './resource.service';
import { owningMunicipality } from './scope';
import type { TenantEntity } from './tenant-entity';

/** A resource whose objects belong to a municipality. */
export abstract class OwnedResourceService<
  Row extends TenantEntity,
  View extends Shown,
  Draft extends { municipalityId?: string | undefined },
  Patch extends object,
> extends ResourceService<Row, View, Draft, Patch> {
  protected override tenantFor(work: Work, principal: Principal, draft: Draft): Promise<TenantNode> {
    return owningMunicipality(work, principal, this.tools.tree, draft.municipalityId);
  }

  protected override newId(): string {
    return uuidv7();
  }

  /** Public id of the municipality of a row. */
  protected municipalityOf(row: TenantEntity): string {
    return this.tools.tree.uidOf(row.tenantId);
  }

  /**
   * Checks an id that a body refers to.
   * @param table - one of our own tables, never user input
   * @throws {DomainError} not-found when it is not visible, invalid when it belongs to another municipality
   */
  protected async assertRefers(
    work: Work,
    row: Row,
    table: 'zones' | 'assets' | 'devices',
    field: string,
    id: string | null,
  ): Promise<void> {
    if (id === null) return;
    const [found] = await work.sql<{ tenant_id: number }>(`select tenant_id from ${table} where id = ?`, [id]);
    if (found === undefined) throw notFound(table.slice(0, -1), id);
    if (found.tenant_id === row.tenantId) return;
    const detail = 'must lie in the same municipality';
    throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
      detail: `${field} ${detail}.`,
      errors: [{ pointer: `/${field}`, detail }],
    });
  }
}
