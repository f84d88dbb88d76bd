import { HealthRegistry, type HealthReport } from '@app/observability';
import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { PluginHost } from './plugin-host';

/** Tells operations staff how the plugins are. One that is down is started again and again: the process stays ready. */
@Injectable()
export class GatewayProbe implements OnModuleInit {
  constructor(
    private readonly host: PluginHost,
    @Optional() private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.add({ name: 'gateways', critical: false, check: () => this.gateways() });
  }

  private async gateways(): Promise<HealthReport> {
    const details = await this.host.health();
    const allUp = Object.values(details).every(({ status }) => status === 'up');
    return { status: allUp ? 'up' : 'degraded', details };
  }
}
