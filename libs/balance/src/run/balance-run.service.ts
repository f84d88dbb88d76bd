import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { BalanceRun, BalanceRunResult } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { invalidInput } from '@app/http';
import { Outbox } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { daysBetween } from '../core';
import { zoneFor } from '../setup/zone-record';
import { RUN_NIGHTS } from './job-names';

/** Most nights of one run. */
const MOST_NIGHTS = 1_100;

/** Asks for nights to be worked out. */
@Injectable()
export class BalanceRunService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {DomainError} not-found, forbidden, invalid when the zone is not set up or the range is too long */
  ask(principal: Principal, zoneId: string, run: BalanceRun): Promise<BalanceRunResult> {
    return this.units.run(principal.tenants, async (work) => {
      const zone = await zoneFor(work, principal, zoneId, 'update');
      const nights = daysBetween(run.from, run.to) + 1;
      if (nights > MOST_NIGHTS) throw invalidInput([{ pointer: '/from', detail: `more than ${MOST_NIGHTS} nights` }]);
      await this.outbox.enqueue(work, zone.tenantId, RUN_NIGHTS, { tenantId: zone.tenantId, zoneId, ...run });
      this.trail.record(work, {
        action: 'balance.run',
        objectType: 'Balance',
        objectId: zoneId,
        tenantId: zone.tenantId,
        after: run,
      });
      return { nights, state: 'queued' };
    });
  }
}
