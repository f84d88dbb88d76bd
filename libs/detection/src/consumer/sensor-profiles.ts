import { DatabaseEvents, UnitOfWork } from '@app/database';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import {
  compileConfig,
  type CompiledConfig,
  type ConfigSource,
  type DetectionSettings,
  type SensorProfile,
} from '../core';

/** What detection knows of a sensor. */
export interface KnownSensor {
  tenantId: number;
  profile: SensorProfile;
  config: CompiledConfig;
}

interface SensorRow {
  tenant_id: number;
  number: number;
  quantity: string;
  range_min: number | null;
  range_max: number | null;
  thresholds: SensorProfile['thresholds'];
  interval_s: number;
  detection: DetectionSettings;
  status: string;
}

/** The registry's version is looked up at most so often, ms. */
const LOOK_EVERY_MS = 50;

/**
 * How each sensor is judged, in memory: read anew when the registry's version has changed. Readings are judged by
 * settings that are at most a moment old.
 */
@Injectable()
export class SensorProfiles implements ConfigSource, OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(SensorProfiles.name);
  private sensors = new Map<number, KnownSensor>();
  private registryVersion = '';
  private loads = 0;
  private lookedAt = 0;
  private running: Promise<void> | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly units: UnitOfWork,
    private readonly events: DatabaseEvents,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.events.listen('registry', () => {
      this.refresh().catch((error: unknown) => this.log.warn(`Sensors not read: ${String(error)}`));
    });
  }

  onApplicationShutdown(): void {
    this.unlisten?.();
  }

  /** Rises with each reading of the sensors. */
  get version(): number {
    return this.loads;
  }

  get(tenantId: number, sensorId: number): CompiledConfig | undefined {
    const known = this.sensors.get(sensorId);
    return known?.tenantId === tenantId ? known.config : undefined;
  }

  /** All sensors by their number. */
  all(): ReadonlyMap<number, KnownSensor> {
    return this.sensors;
  }

  /**
   * Makes sure that settings committed a moment ago are known, and at once where one of these sensors is not known.
   * @param sensorIds - sensors about to be judged
   */
  async settle(sensorIds: Iterable<number>): Promise<void> {
    if (Date.now() - this.lookedAt >= LOOK_EVERY_MS) return this.refresh();
    for (const id of sensorIds) if (!this.sensors.has(id)) return this.refresh();
  }

  /** Reads the sensors if the registry has changed. A call during a look waits for it and looks again. */
  async refresh(): Promise<void> {
    await this.running?.catch(() => undefined);
    this.running ??= this.look().finally(() => (this.running = undefined));
    return this.running;
  }

  private async look(): Promise<void> {
    this.lookedAt = Date.now();
    const found = await this.units.run([], async (work) => {
      const [row] = await work.sql<{ version: string }>('select version::text as version from registry_version');
      if (row?.version === this.registryVersion) return null;
      const tenants = await work.sql<{ id: number }>('select id from tenants');
      return { version: row?.version ?? '', tenants: tenants.map(({ id }) => id) };
    });
    if (found === null) return;
    const rows = await this.units.run(found.tenants, (work) =>
      work.sql<SensorRow>(
        `select tenant_id, number, quantity, range_min, range_max, thresholds, interval_s, detection, status from sensors`,
      ),
    );
    this.sensors = new Map(rows.map((row) => [row.number, knownSensor(row)]));
    this.registryVersion = found.version;
    this.loads += 1;
  }
}

function knownSensor(row: SensorRow): KnownSensor {
  const profile: SensorProfile = {
    quantity: row.quantity,
    rangeMin: row.range_min,
    rangeMax: row.range_max,
    thresholds: row.thresholds,
    intervalS: row.interval_s,
    settings: row.detection,
    inService: row.status === 'active',
  };
  return { tenantId: row.tenant_id, profile, config: compileConfig(profile) };
}
