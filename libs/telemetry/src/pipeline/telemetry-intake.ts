import { DomainError, systemClock } from '@app/kernel';
import {
  type MessageKey,
  NOT_TAKEN,
  type SubmitOptions,
  type TelemetryColumns,
  type TelemetryGroup,
  type TelemetryMessage,
  type TelemetryReport,
  itemSlices,
} from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';
import { DeviceRegistry } from '../registry/device-registry';
import type { DeviceRecord, SensorRecord } from '../registry/registry-records';
import { IngestPipeline, withTimeout } from './ingest-pipeline';
import { LedgerNotes } from './ledger-notes';
import type { Submission } from './pending-batch';
import { RecentKeys } from './recent-keys';
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

const LONGEST_MARK = 200;
const NO_BYTES = new Uint8Array(0);
const UNKNOWN = 'No sensor with this code or id';

/** Finds the sensors of messages and hands them to the pipeline. */
@Injectable()
export class TelemetryIntake {
  private readonly keys = new RecentKeys();

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly pipeline: IngestPipeline,
    private readonly notes: LedgerNotes,
  ) {}

  /**
   * Takes a message of an authenticated device. It may report for sensors of its own tenant that hang on it or on none.
   * @throws {OverloadedError}
   * @throws {KeyReusedError} another message of the device came with the same mark
   */
  fromDevice(message: TelemetryMessage, options: SubmitOptions): Promise<TelemetryReport> {
    const { deviceId, key } = message;
    const device = this.registry.activeDevice(deviceId);
    if (device === undefined) return Promise.reject(new Error(`Device ${deviceId} is not active`));
    if (key === undefined) return this.submit(message, device, options);
    if (!isMark(key))
      return Promise.reject(new TypeError('A mark has 1 to 200 characters, its digest is SHA-256 in hex'));
    const { report } = this.keys.once(deviceId, key, () =>
      // Not given up when the caller's time is up: a repeat waits for the same commit.
      this.submit(message, device, { whenBusy: options.whenBusy }),
    );
    // A repeat that was not known in memory is found out by its commit.
    report.then(
      ({ repeated }) => repeated === true && this.notes.repeated(deviceId, message.columns.count),
      () => undefined,
    );
    return options.timeoutMs === undefined ? report : withTimeout(report, options.timeoutMs);
  }

  /**
   * Takes messages of one reading each, of many devices.
   * @param serves - whether readings may be taken from devices of a tenant
   * @returns code of each message's outcome; {@link NOT_TAKEN} where the device is not active or not served, or the sensor
   *   not known: the others do not wait until that is looked for
   * @throws {OverloadedError}
   */
  fromDevices(
    group: TelemetryGroup,
    serves: (tenantId: number) => boolean,
    options: SubmitOptions,
  ): Promise<Uint8Array> {
    const { deviceIds, columns, protocol, receivedAt } = group;
    const devices: DeviceRecord[] = [];
    const resolved: Resolved = [];
    const taken: number[] = [];
    for (let i = 0; i < columns.count; i += 1) {
      const device = this.registry.activeDevice(deviceIds[i] as string);
      if (device === undefined || !serves(device.tenantId)) continue;
      const sensor = this.find(device, columns.sensors[i] as string);
      if (sensor === null) continue;
      devices.push(device);
      resolved.push(sensor);
      taken.push(i);
    }
    const [first] = devices;
    if (first === undefined) return Promise.resolve(new Uint8Array(columns.count).fill(NOT_TAKEN));
    const all = taken.length === columns.count;
    const rest = all ? columns : pick(columns, taken);
    const raws = all ? group.raws : taken.map((i) => group.raws[i] as Uint8Array);
    const rawOf = (index: number) => raws[index] as Uint8Array;
    const owner = { kind: 'senders', devices } as const;
    const common = { owner, tenantId: first.tenantId, deviceId: null, format: 'json' } as const;
    const submission = { ...common, protocol, receivedAt, columns: rest, resolved, rawOf };
    const done = this.pipeline.submit(submission, options);
    if (all) return done.then(({ outcomes }) => outcomes);
    return done.then(({ outcomes }) => {
      const codes = new Uint8Array(columns.count).fill(NOT_TAKEN);
      taken.forEach((i, n) => (codes[i] = outcomes[n] as number));
      return codes;
    });
  }

  /**
   * Takes a quarantined message once more. What is refused again keeps its place in quarantine.
   * @param message - `receivedAt` is when it came first: the time of readings without one
   * @param replayedAt - now, Unix ms
   * @returns null when its device is unknown or disabled
   */
  async again(message: Omit<TelemetryMessage, 'raw'>, replayedAt: number): Promise<TelemetryReport | null> {
    const { deviceId, protocol, receivedAt, columns, format } = message;
    const device = this.registry.activeDevice(deviceId);
    if (device === undefined) return null;
    const { tenantId } = device;
    const resolved = await this.resolve(columns, (name) => this.find(device, name));
    const owner = { kind: 'device', device } as const;
    const rawOf = () => NO_BYTES;
    return this.pipeline.submit(
      { owner, tenantId, deviceId, protocol, receivedAt, columns, resolved, rawOf, format, replayedAt },
      { whenBusy: 'wait' },
    );
  }

  /** As {@link again}, of what a user or an API key sent. @param tenants - whose sensors may be written to */
  async userAgain(readings: UserReadings, receivedAt: number, replayedAt: number): Promise<TelemetryReport> {
    const resolved = await this.resolve(readings.columns, this.userFinder(readings.tenants));
    return this.pipeline.submit(
      { ...userSubmission(readings, resolved, receivedAt), replayedAt },
      { whenBusy: 'wait' },
    );
  }

  /** Counts messages of a device that were turned away before they could be read. */
  refused(deviceId: string, count = 1): void {
    this.notes.refused(deviceId, count);
  }

  /**
   * Takes a batch from a user or an API key; a sensor may lie in any visible tenant.
   * @throws {DomainError} conflict, naming the choices, when a code exists in several visible tenants
   * @throws {OverloadedError}
   */
  async fromUser(readings: UserReadings, options: SubmitOptions): Promise<TelemetryReport> {
    const resolved = await this.resolve(readings.columns, this.userFinder(readings.tenants));
    return this.pipeline.submit(userSubmission(readings, resolved, systemClock.now()), options);
  }

  private submit(message: TelemetryMessage, device: DeviceRecord, options: SubmitOptions): Promise<TelemetryReport> {
    const { tenantId } = device;
    const { deviceId, protocol, receivedAt, columns, raw, format, key } = message;
    const find: Find = (name) => this.find(device, name);
    const owner = { kind: 'device', device } as const;
    const rawOf = format === 'json' ? jsonItems(raw) : () => raw;
    const resolved: Resolved = [];
    const missing = lookUp(columns, find, resolved);
    const submission = { owner, tenantId, deviceId, protocol, receivedAt, columns, resolved, rawOf, format, key };
    if (missing === null) return this.pipeline.submit(submission, options);
    return this.settleNames(columns, find, resolved, missing).then(() => this.pipeline.submit(submission, options));
  }

  /** The sensor that a device means by a name; null: there is none. */
  private find({ tenantId, id }: DeviceRecord, name: string): SensorRecord | Unresolved | null {
    const { registry } = this;
    const sensor = registry.sensorOfChannel(id, name) ?? registry.sensorOf(tenantId, name);
    if (sensor === undefined) return null;
    if (sensor.deviceId === null || sensor.deviceId === id) return sensor;
    return { reason: 'foreign_sensor', detail: `Sensor ${sensor.code} hangs on another device` };
  }

  private userFinder(tenants: readonly number[]): Find {
    return (name) => {
      const found = this.registry.snapshot.sensorsOf(tenants, name);
      if (found.length > 1) throw ambiguous(name, found);
      return found[0] ?? null;
    };
  }

  private async resolve(columns: TelemetryColumns, find: Find): Promise<Resolved> {
    const resolved: Resolved = [];
    const missing = lookUp(columns, find, resolved);
    if (missing !== null) await this.settleNames(columns, find, resolved, missing);
    return resolved;
  }

  /** Looks once more after the registry has been read anew: what was not found may just have been made. */
  private async settleNames(
    columns: TelemetryColumns,
    find: Find,
    resolved: Resolved,
    missing: number[],
  ): Promise<void> {
    // A database that is away cannot say; then what is known counts.
    await this.registry.settle().catch(() => undefined);
    for (const i of missing) {
      const name = columns.sensors[i] as string;
      resolved[i] = find(name) ?? { reason: 'unknown_sensor', detail: `${UNKNOWN}: ${name}` };
    }
  }
}

function isMark({ id, digest }: MessageKey): boolean {
  return id.length > 0 && id.length <= LONGEST_MARK && !id.includes('\0') && /^[0-9a-f]{64}$/.test(digest);
}

type Find = (name: string) => SensorRecord | Unresolved | null;

/** Some of the items, without faults. */
function pick({ sensors, values, units, times }: TelemetryColumns, taken: readonly number[]): TelemetryColumns {
  return {
    count: taken.length,
    sensors: taken.map((i) => sensors[i] as string),
    values: Float64Array.from(taken, (i) => values[i] as number),
    units: taken.map((i) => units[i] as string),
    times: Float64Array.from(taken, (i) => times[i] as number),
    faults: [],
  };
}

/** Finds the sensors of all items. @returns positions of those that were not found; null: none, as a rule */
function lookUp({ count, sensors }: TelemetryColumns, find: Find, resolved: Resolved): number[] | null {
  let missing: number[] | null = null;
  for (let i = 0; i < count; i += 1) {
    const name = sensors[i] as string;
    const sensor = name === '' ? undefined : find(name);
    if (sensor === null) (missing ??= []).push(i);
    resolved.push(sensor ?? undefined);
  }
  return missing;
}

function userSubmission(readings: UserReadings, resolved: Resolved, receivedAt: number): Submission {
  const { homeTenantId: tenantId, columns, rawOf } = readings;
  const devices = resolved.map((sensor) =>
    sensor === undefined || 'reason' in sensor || sensor.deviceId === null
      ? null
      : { tenantId: sensor.tenantId, id: sensor.deviceId },
  );
  const owner = { kind: 'devices', devices } as const;
  return { owner, tenantId, deviceId: null, protocol: 'api', receivedAt, columns, resolved, rawOf, format: 'json' };
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
