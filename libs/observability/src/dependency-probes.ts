import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork } from '@app/database';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { HealthRegistry } from './health-registry';

/** Probes of what every process leans on: the database always, Redis where it is set. */
@Injectable()
export class DependencyProbes implements OnModuleInit, OnApplicationShutdown {
  private redis: Redis | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.add({
      name: 'database',
      critical: true,
      check: async () => {
        const started = performance.now();
        const [row] = await this.unitOfWork.run([], ({ sql }) =>
          sql<{ version: string; postgis: string }>(
            `select current_setting('server_version') as version, postgis_lib_version() as postgis`,
          ),
        );
        return { status: 'up', details: { ...row, milliseconds: Math.round(performance.now() - started) } };
      },
    });
    const url = this.settings.REDIS_URL;
    if (url === undefined) return;
    const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, enableOfflineQueue: false });
    redis.on('error', () => undefined);
    this.redis = redis;
    this.registry.add({
      name: 'redis',
      critical: false,
      check: async () => {
        if (redis.status === 'wait' || redis.status === 'end') await redis.connect();
        await redis.ping();
        return { status: 'up' };
      },
    });
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
