import { type Principal, allowed, assertAllowed } from '@app/access';
import type { Work } from '@app/database';
import { UnitOfWork } from '@app/database';
import { notFound } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { type TwinRecord, readTwin } from './store/twin-record';

/** Finds twins for people: what they may not see is not there. */
@Injectable()
export class TwinAccess {
  constructor(private readonly units: UnitOfWork) {}

  /** Tenants whose twins the principal may read. */
  tenantsOf(principal: Principal): number[] {
    return principal.tenants.filter((tenantId) => allowed(principal, 'read', 'Twin', { tenantId }));
  }

  /**
   * Runs an action on a twin in one transaction.
   * @param action - what is to be done with it; anything but reading locks it
   * @throws {DomainError} not-found, forbidden
   */
  withTwin<T>(
    principal: Principal,
    id: string,
    action: 'read' | 'create' | 'update',
    run: (work: Work, twin: TwinRecord) => Promise<T>,
  ): Promise<T> {
    return this.units.run(principal.tenants, async (work) => run(work, await this.find(work, principal, id, action)));
  }

  /** @throws {DomainError} not-found, forbidden */
  async find(work: Work, principal: Principal, id: string, action: 'read' | 'create' | 'update'): Promise<TwinRecord> {
    const twin = await readTwin(work, id, action === 'update');
    if (twin === undefined || !allowed(principal, 'read', 'Twin', { tenantId: twin.tenantId }))
      throw notFound('twin', id);
    assertAllowed(principal, action, 'Twin', { tenantId: twin.tenantId });
    return twin;
  }
}
