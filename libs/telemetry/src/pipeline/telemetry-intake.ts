import { DomainError, systemClock } from '@app/kernel';
import {
  type SubmitOptions,
  type TelemetryColumns,
  type TelemetryMessage,
  type TelemetryReport,
  itemSlices,
} from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';
import { DeviceRegistry } from '../registry/device-registry';
import type { SensorRecord } from '../registry/registry-records';
import { IngestPipeline } from './ingest-pipeline';
import type { Resolved, Unresolved } from './resolved';

/** A batch of readings that a user or an API key sends. */
export interface UserReadings {
  /** Internal number of the sender's home tenant; quarantined items without a sensor go there. */
  homeTenantId: number;
  /** Internal numbers of the tenants whose sensors may be written to. */
  tenants: readonly number[];
  columns: TelemetryColumns;
  /** Bytes of one item, or of the whole body for -1. */
  rawOf: (index: number) => Uint8Array;
}

const UNKNOWN = 'No sensor with this code or id';

/** Finds the sensors of messages and hands them to the pipeline. */
@Injectable()
export class TelemetryIntake {
  constructor(
    private readonly registry: DeviceRegistry,
    private readonly pipeline: IngestPipeline,
  ) {}

  /**
   * Takes a message of an authenticated device. It may report for sensors of its own tenant that hang on it or on none.
   * @throws {OverloadedError}
   */
  async fromDevice(message: TelemetryMessage, options: SubmitOptions): Promise<TelemetryReport> {
    const { deviceId, protocol, receivedAt, columns, raw, format } = message;
    const device = this.registry.activeDevice(deviceId);
    if (device === undefined) throw new Error(`Device ${deviceId} is not active`);
    const { tenantId } = device;
    const find = (name: string): SensorRecord | Unresolved | null => {
      const sensor = this.registry.sensorOfChannel(deviceId, name) ?? this.registry.sensorOf(tenantId, name);
      if (sensor === undefined) return null;
      if (sensor.deviceId === null || sensor.deviceId === deviceId) return sensor;
      return { reason: 'foreign_sensor', detail: `Sensor ${sensor.code} hangs on another device` };
    };
    const resolved = await this.resolve(columns, find);
    const rawOf = format === 'json' ? jsonItems(raw) : () => raw;
    const owner = { kind: 'device', tenantId, deviceId } as const;
    return this.pipeline.submit({ owner, tenantId, deviceId, protocol, receivedAt, columns, resolved, rawOf }, options);
  }

  /**
   * Takes a batch from a user or an API key; a sensor may lie in any visible tenant.
   * @throws {DomainError} conflict, naming the choices, when a code exists in several visible tenants
   * @throws {OverloadedError}
   */
  async fromUser(readings: UserReadings, options: SubmitOptions): Promise<TelemetryReport> {
    const { homeTenantId, tenants, columns, rawOf } = readings;
    const find = (name: string): SensorRecord | null => {
      const found = this.registry.snapshot.sensorsOf(tenants, name);
      if (found.length > 1) throw ambiguous(name, found);
      return found[0] ?? null;
    };
    const resolved = await this.resolve(columns, find);
    const devices = resolved.map((sensor) =>
      sensor === undefined || 'reason' in sensor || sensor.deviceId === null
        ? null
        : { tenantId: sensor.tenantId, deviceId: sensor.deviceId },
    );
    return this.pipeline.submit(
      {
        owner: { kind: 'devices', devices },
        tenantId: homeTenantId,
        deviceId: null,
        protocol: 'api',
        receivedAt: systemClock.now(),
        columns,
        resolved,
        rawOf,
      },
      options,
    );
  }

  /** Looks once more after the registry has been read anew, if a name was not found: it may just have been made. */
  private async resolve(
    columns: TelemetryColumns,
    find: (name: string) => SensorRecord | Unresolved | null,
  ): Promise<Resolved> {
    const resolved: Resolved = [];
    const missing: number[] = [];
    for (let i = 0; i < columns.count; i += 1) {
      const name = columns.sensors[i] as string;
      const sensor = name === '' ? undefined : find(name);
      if (sensor === null) missing.push(i);
      resolved.push(sensor ?? undefined);
    }
    if (missing.length === 0) return resolved;
    // A database that is away cannot say; then what is known counts.
    await this.registry.settle().catch(() => undefined);
    for (const i of missing) {
      const name = columns.sensors[i] as string;
      resolved[i] = find(name) ?? { reason: 'unknown_sensor', detail: `${UNKNOWN}: ${name}` };
    }
    return resolved;
  }
}

/** Bytes of single items of a JSON message, found when the first is asked for. */
export function jsonItems(raw: Uint8Array): (index: number) => Uint8Array {
  let slices: [number, number][] | undefined;
  return (index) => {
    if (index < 0) return raw;
    slices ??= itemSlices(raw);
    const [from, to] = slices[index] ?? [0, raw.length];
    return raw.subarray(from, to);
  };
}

function ambiguous(name: string, sensors: readonly SensorRecord[]): DomainError {
  return new DomainError('conflict', 'sensor.ambiguous', 'Sensor code is not unique', {
    detail: `The code ${name} belongs to ${sensors.length} sensors that you can see. Send the id of one of them.`,
    extra: { choices: sensors.map(({ id, code }) => ({ id, code })) },
  });
}
