import { assertAllowed, type Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { ConfirmEvent, EventDetail } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { EventReadModel } from './event.read-model';

/** What people say of events. */
@Injectable()
export class EventService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly events: EventReadModel,
    private readonly audit: AuditTrail,
    private readonly tree: TenantTree,
  ) {}

  /**
   * Notes what the cause of an event turned out to be, or takes it back.
   * @throws {DomainError} not-found, forbidden
   */
  confirm(principal: Principal, id: string, { cause, note }: ConfirmEvent): Promise<EventDetail> {
    return this.units.run(principal.tenants, async (work) => {
      const before = await this.events.within(work, principal, id);
      const tenantId = this.tree.idOf(before.municipalityId) as number;
      assertAllowed(principal, 'update', 'Alert', { tenantId });
      const at = cause === null ? null : new Date(systemClock.now()).toISOString();
      await work.sql(
        `update events set confirmed = ?, confirmed_by = ?, confirmed_at = ?, note = coalesce(?, note), version = version + 1,
           updated_at = now() where tenant_id = ? and id = ?`,
        [cause, cause === null ? null : principal.name, at, note ?? null, tenantId, id],
      );
      const after = await this.events.within(work, principal, id);
      const said = (event: EventDetail) => ({ confirmed: event.confirmed, note: event.note });
      this.audit.record(work, {
        action: 'event.confirm',
        objectType: 'Event',
        objectId: id,
        tenantId,
        before: said(before),
        after: said(after),
      });
      return after;
    });
  }
}
