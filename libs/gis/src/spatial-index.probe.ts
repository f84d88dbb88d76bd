import { UnitOfWork } from '@app/database';
import { HealthRegistry } from '@app/observability';
import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { spatialIndexUsable } from './spatial-index';

/** Tells in the health details when area searches cannot use their index. */
@Injectable()
export class SpatialIndexProbe implements OnModuleInit {
  constructor(
    private readonly units: UnitOfWork,
    @Optional() @Inject(HealthRegistry) private readonly health: HealthRegistry | undefined,
  ) {}

  onModuleInit(): void {
    this.health?.add({
      name: 'spatialIndex',
      critical: false,
      check: async () => {
        const { usable, missing } = await this.units.run([], (work) => spatialIndexUsable((sql) => work.sql(sql)));
        return { status: usable ? 'up' : 'degraded', details: { usable, notLeakproof: missing } };
      },
    });
  }
}
