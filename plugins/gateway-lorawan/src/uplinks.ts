import {
  type DeviceIdentity,
  type DeviceState,
  type GatewayContext,
  KeyReusedError,
  RateLimiter,
  type TelemetryColumns,
  type TelemetryReport,
  unreadable,
} from '@app/plugin-sdk';
import { columnsOf, valuesOfObject } from './columns';
import type { LorawanConfig } from './config';
import { type StateEvent, type Uplink, digestOf } from './network-event';
import type { Routes } from './routes';

export const PROTOCOL = 'lorawan';
const MAX_KEY = 200;

/** What became of an event. `waitMs`: the device sends too often; nothing was taken. */
export type Outcome = { report: TelemetryReport | null } | { refused: string; waitMs: number };

/** Brings uplinks to their devices' sensors. */
export class Uplinks {
  private readonly limiter: RateLimiter;

  constructor(
    private readonly config: LorawanConfig,
    private readonly context: GatewayContext,
    private readonly routes: Routes,
  ) {
    this.limiter = new RateLimiter(config.messagesPerMinute);
  }

  /**
   * Takes an uplink; resolves after its readings are stored, or it was put aside because its codec failed.
   * @param raw - the event as it came: enough to decode it once more
   * @throws {OverloadedError}
   */
  async take(uplink: Uplink, raw: Uint8Array): Promise<Outcome> {
    const device = await this.deviceOf(uplink.devEui);
    if (device === null) return { refused: 'unknown-device', waitMs: 0 };
    const { deviceId } = device;
    const waitMs = this.limiter.tryTake(deviceId, this.context.clock.now());
    if (waitMs > 0) {
      this.context.telemetry.refused(deviceId, PROTOCOL, 'too-many');
      return { refused: 'too-many', waitMs };
    }
    const { columns, state } = await this.decoded(deviceId, uplink, this.context.clock.now());
    const { batteryPercent, rssi } = uplink;
    const told = { batteryPercent: state.batteryPercent ?? batteryPercent, signalDbm: rssi ?? state.signalDbm ?? null };
    const report = await this.submit(deviceId, uplink, columns, raw);
    if (report === null) return { refused: 'key-reused', waitMs: 0 };
    this.report(deviceId, told.batteryPercent, told.signalDbm);
    if (uplink.route !== null) await this.routes.learn(uplink.devEui, uplink.route);
    return { report };
  }

  /** Notes what is known of a device from an event without readings. */
  async state({ devEui, batteryPercent, rssi, route }: StateEvent): Promise<Outcome> {
    const device = await this.deviceOf(devEui);
    if (device === null) return { refused: 'unknown-device', waitMs: 0 };
    this.report(device.deviceId, batteryPercent, rssi);
    if (route !== null) await this.routes.learn(devEui, route);
    return { report: null };
  }

  /** Reads the payload of a kept uplink once more; a codec that fails again is named in the fault. */
  async columnsAgain(deviceId: string, uplink: Uplink, receivedAt: number): Promise<TelemetryColumns> {
    return (await this.decoded(deviceId, uplink, receivedAt)).columns;
  }

  private async deviceOf(devEui: string): Promise<DeviceIdentity | null> {
    const device = await this.context.devices.byIdentity('eui', devEui);
    if (device === null) this.context.telemetry.refused(null, PROTOCOL, 'unknown-device');
    return device;
  }

  private async decoded(
    deviceId: string,
    { payload, fPort, object, time, encrypted }: Uplink,
    arrivedAt: number,
  ): Promise<{ columns: TelemetryColumns; state: DeviceState }> {
    if (this.config.decoder === 'network') {
      const values = object === null ? null : valuesOfObject(object);
      const columns =
        values === null
          ? unreadable('unreadable', "The network server's decoder gave no object for this payload")
          : columnsOf(values, time);
      return { columns, state: {} };
    }
    if (encrypted) {
      const detail = 'The payload is still encrypted: its key is at a join server and not at the network server';
      return { columns: unreadable('unreadable', detail), state: {} };
    }
    const receivedAt = Number.isNaN(time) ? arrivedAt : time;
    const result = await this.context.codecs.decode(deviceId, { bytes: payload, fPort, receivedAt });
    if (!result.ok) return { columns: unreadable('unreadable', result.error), state: {} };
    const { length } = result.warnings;
    if (length > 0) this.context.metrics.count('codec_warnings_total', 'Warnings of codecs about payloads', length);
    return { columns: columnsOf(result.values, time), state: result.state ?? {} };
  }

  /** @returns null when the network's marks belong to another payload */
  private async submit(
    deviceId: string,
    uplink: Uplink,
    columns: TelemetryColumns,
    raw: Uint8Array,
  ): Promise<TelemetryReport | null> {
    const receivedAt = this.context.clock.now();
    const message = { deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format: 'opaque' } as const;
    const digest = digestOf(uplink);
    const options = { whenBusy: 'wait', timeoutMs: this.config.commitTimeoutMs } as const;
    for (const mark of [uplink.mark, uplink.markAnew]) {
      if (mark === null) continue;
      // The platform's marks hold no NUL; a network's, in JSON, may hold anything.
      const key = { id: mark.replaceAll('\0', '?').slice(0, MAX_KEY), digest };
      try {
        return await this.context.telemetry.submit({ ...message, key }, options);
      } catch (error) {
        if (!(error instanceof KeyReusedError)) throw error;
      }
    }
    this.context.telemetry.refused(deviceId, PROTOCOL, 'key-reused');
    return null;
  }

  private report(deviceId: string, batteryPercent: number | null, signalDbm: number | null): void {
    this.context.devices.report(deviceId, {
      online: true,
      ...(batteryPercent !== null && { batteryPercent }),
      ...(signalDbm !== null && { signalDbm }),
    });
  }
}
