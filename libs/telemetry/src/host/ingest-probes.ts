import { HealthRegistry, type HealthReport } from '@app/observability';
import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { IngestPipeline } from '../pipeline/ingest-pipeline';
import { PluginHost } from './plugin-host';

/** Tells operations staff how the gateways are, and whether readings are being stored. */
@Injectable()
export class IngestProbes implements OnModuleInit {
  constructor(
    private readonly pipeline: IngestPipeline,
    private readonly host: PluginHost,
    @Optional() private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.add({ name: 'ingest', critical: false, check: () => this.ingest() });
    this.health?.add({ name: 'gateways', critical: false, check: () => this.gateways() });
  }

  private ingest(): HealthReport {
    const { healthy, pendingRows, staging } = this.pipeline;
    return { status: healthy ? 'up' : 'degraded', details: { pendingRows, staging } };
  }

  /** A gateway that is down is started again and again: the process as a whole stays ready. */
  private async gateways(): Promise<HealthReport> {
    const details = await this.host.health();
    const allUp = Object.values(details).every(({ status }) => status === 'up');
    return { status: allUp ? 'up' : 'degraded', details };
  }
}
