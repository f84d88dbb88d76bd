import { DatabaseEvents, UnitOfWork } from '@app/database';
import { RegistryChangeLog } from '@app/telemetry';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import {
  compileConfig,
  type CompiledConfig,
  type ConfigSource,
  type DetectionSettings,
  type SensorProfile,
} from '../core';
import { courseSettings, type CourseSettings, type CourseSource } from '../course';

/** What detection knows of a sensor. */
export interface KnownSensor {
  tenantId: number;
  profile: SensorProfile;
  config: CompiledConfig;
  /** undefined: its course is not judged. */
  course: CourseSettings | undefined;
}

interface SensorRow {
  tenant_id: number;
  id: string;
  number: number;
  quantity: string;
  range_min: number | null;
  range_max: number | null;
  thresholds: SensorProfile['thresholds'];
  interval_s: number;
  detection: DetectionSettings;
  status: string;
  /** null for a sensor that no municipality owns. */
  time_zone: string | null;
}

/** The registry's version is looked up at most so often, ms. */
const LOOK_EVERY_MS = 50;

/**
 * How each sensor is judged, in memory: what has changed is read when the registry's version has. Readings are judged by
 * settings that are at most a moment old.
 */
@Injectable()
export class SensorProfiles implements ConfigSource, CourseSource, OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(SensorProfiles.name);
  private readonly changes: RegistryChangeLog;
  private readonly sensors = new Map<number, KnownSensor>();
  /** Internal numbers by UUID. */
  private readonly numbers = new Map<string, number>();
  private registryVersion = '';
  private loads = 0;
  private lookedAt = 0;
  private running: Promise<void> | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly units: UnitOfWork,
    private readonly events: DatabaseEvents,
  ) {
    this.changes = new RegistryChangeLog(units);
  }

  onModuleInit(): void {
    this.unlisten = this.events.listen('registry', () => {
      this.refresh().catch((error: unknown) => this.log.warn(`Sensors not read: ${String(error)}`));
    });
  }

  onApplicationShutdown(): void {
    this.unlisten?.();
  }

  /** Rises with each change of sensors. */
  get version(): number {
    return this.loads;
  }

  get(tenantId: number, sensorId: number): CompiledConfig | undefined {
    const known = this.sensors.get(sensorId);
    return known?.tenantId === tenantId ? known.config : undefined;
  }

  courseOf(tenantId: number, sensorId: number): CourseSettings | undefined {
    const known = this.sensors.get(sensorId);
    return known?.tenantId === tenantId ? known.course : undefined;
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
    const changes = await this.changes.since(this.registryVersion);
    if (changes === null) return;
    const { version, tenants, changed } = changes;
    const only = changed === null ? '' : 'where s.id = any(?::uuid[])';
    const rows = await this.units.run(tenants, (work) =>
      work.sql<SensorRow>(
        `select s.tenant_id, s.id, s.number, s.quantity, s.range_min, s.range_max, s.thresholds, s.interval_s, s.detection,
             s.status, m.time_zone
           from sensors s left join municipalities m on m.tenant_id = s.tenant_id ${only}`,
        changed === null ? [] : [`{${changed.sensors.join(',')}}`],
      ),
    );
    if (changed === null) {
      this.sensors.clear();
      this.numbers.clear();
    }
    for (const id of changed?.sensors ?? []) this.forget(id);
    for (const row of rows) {
      this.sensors.set(row.number, knownSensor(row));
      this.numbers.set(row.id, row.number);
    }
    this.registryVersion = version;
    if (changed === null || changed.sensors.length > 0) this.loads += 1;
  }

  private forget(id: string): void {
    const number = this.numbers.get(id);
    if (number === undefined) return;
    this.sensors.delete(number);
    this.numbers.delete(id);
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
  const config = compileConfig(profile);
  const course = courseSettings(profile, row.time_zone, config.lateLimitMs);
  return { tenantId: row.tenant_id, profile, config, course };
}
