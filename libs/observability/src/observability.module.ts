import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { collectDefaultMetrics, register } from 'prom-client';
import { DependencyProbes } from './dependency-probes';
import { HealthController } from './health.controller';
import { HealthRegistry } from './health-registry';
import { MetricsController } from './metrics.controller';

if (register.getSingleMetric('process_cpu_user_seconds_total') === undefined) collectDefaultMetrics();

@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [HealthRegistry, DependencyProbes],
  exports: [HealthRegistry],
})
export class ObservabilityModule {}
