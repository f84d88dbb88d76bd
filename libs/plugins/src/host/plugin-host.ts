import { hostname } from 'node:os';
import { SETTINGS, type Settings } from '@app/config';
import { type PluginHealth, type PluginManifest } from '@app/plugin-sdk';
import { DeviceRegistry, DeviceStates, TelemetryIntake } from '@app/telemetry';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { HttpMounts } from './http-mounts';
import { findPlugins } from './manifest-loader';
import { SupervisedPlugin } from './supervised-plugin';

/** Finds the plugins of the installation, gives each its configuration and a narrow context, and watches over them. */
@Injectable()
export class PluginHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PluginHost.name);
  private plugins: SupervisedPlugin[] = [];

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly intake: TelemetryIntake,
    private readonly states: DeviceStates,
    private readonly adapter: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Before the server listens, as paths cannot be mounted later. */
  async onApplicationBootstrap(): Promise<void> {
    const { found, refused } = findPlugins();
    for (const { folder, reason } of refused) this.logger.error(`Plugin ${folder} is not used: ${reason}`);
    const mounts = new HttpMounts(this.server());
    const { registry, intake, states } = this;
    const parts = { registry, intake, states, mounts, instance: `${hostname()}-${this.settings.PORT}` };
    this.plugins = found.map((plugin) => new SupervisedPlugin(plugin, this.configOf(plugin.manifest), parts));
    await Promise.all(this.plugins.map((plugin) => plugin.start()));
  }

  /** First of all at the end: no device may hand in anything that could not be committed any more. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.plugins.map((plugin) => plugin.stop()));
  }

  /** How each plugin is, by id. */
  async health(): Promise<Record<string, PluginHealth>> {
    const reports = await Promise.all(
      this.plugins.map(async (plugin) => [plugin.manifest.id, await plugin.health()] as const),
    );
    return Object.fromEntries(reports);
  }

  private server(): FastifyInstance | null {
    const instance: unknown = this.adapter.httpAdapter?.getInstance();
    return typeof instance === 'object' && instance !== null && 'addContentTypeParser' in instance
      ? (instance as FastifyInstance)
      : null;
  }

  private configOf({ settings }: PluginManifest): Record<string, unknown> {
    const values = this.settings as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(settings)
        .map(([field, setting]) => [field, values[setting]] as const)
        .filter(([, value]) => value !== undefined),
    );
  }
}
