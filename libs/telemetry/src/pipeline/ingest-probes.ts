import { HealthRegistry, type HealthReport } from '@app/observability';
import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { IngestPipeline } from './ingest-pipeline';

/** Tells operations staff whether readings are being stored. */
@Injectable()
export class IngestProbes implements OnModuleInit {
  constructor(
    private readonly pipeline: IngestPipeline,
    @Optional() private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.add({ name: 'ingest', critical: false, check: () => this.ingest() });
  }

  private ingest(): HealthReport {
    const { healthy, pendingRows, staging } = this.pipeline;
    return { status: healthy ? 'up' : 'degraded', details: { pendingRows, staging } };
  }
}
