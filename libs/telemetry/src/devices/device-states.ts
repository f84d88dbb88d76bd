import { UnitOfWork } from '@app/database';
import type { DeviceState } from '@app/plugin-sdk';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DeviceRegistry } from '../registry/device-registry';

interface Change extends DeviceState {
  tenantId: number;
  /** Unix ms; null: said about the device by others, not by itself */
  seenAt: number | null;
}

const FLUSH_MS = 1_000;

/** Collects what devices say about themselves, and that they were heard, and writes it once a second in one statement. */
@Injectable()
export class DeviceStates implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeviceStates.name);
  private changes = new Map<string, Change>();
  private timer: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly registry: DeviceRegistry,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Notes that a device was heard at a time, Unix ms. */
  seen(deviceId: string, at: number): void {
    const change = this.changeOf(deviceId);
    if (change !== null && Number.isFinite(at)) change.seenAt = Math.max(change.seenAt ?? 0, at);
  }

  /**
   * Notes what a device said; its being offline is not a sign of life.
   * @param at - when it said so, Unix ms; null: some time ago
   */
  report(deviceId: string, state: DeviceState, at: number | null): void {
    const change = this.changeOf(deviceId);
    if (change === null) return;
    Object.assign(change, state);
    // One text that the database does not take would keep the states of all devices from being written.
    if (state.firmware !== undefined)
      change.firmware = state.firmware.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll('\0', '\ufffd');
    if (state.online !== false && at !== null && Number.isFinite(at)) change.seenAt = Math.max(change.seenAt ?? 0, at);
  }

  /** Writes what is noted; keeps it for the next time when the database is away. */
  async flush(): Promise<void> {
    if (this.changes.size === 0) return;
    const { changes } = this;
    this.changes = new Map();
    try {
      await this.write(changes);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn(`The state of devices cannot be written: ${String(error)}`);
      this.failing = true;
      for (const [id, later] of this.changes) {
        const earlier = changes.get(id);
        changes.set(id, { ...earlier, ...later, seenAt: later.seenAt ?? earlier?.seenAt ?? null });
      }
      this.changes = changes;
    }
  }

  /** A broker knows who is connected; of other devices a message is the only sign, until `devices.presence` misses it. */
  private write(changes: Map<string, Change>): Promise<void> {
    const tenants = new Set([...changes.values()].map(({ tenantId }) => tenantId));
    // Ascending by id, so that two processes never wait for each other.
    const rows = [...changes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { tenantId, seenAt, online, batteryPercent, signalDbm, firmware }]) => ({
        id,
        tenant_id: tenantId,
        seen_at: seenAt === null ? null : new Date(seenAt).toISOString(),
        online,
        battery: batteryPercent,
        signal: signalDbm,
        firmware,
      }));
    return this.work.run([...tenants], async (work) => {
      await work.sql(
        `update devices d set last_seen_at = greatest(d.last_seen_at, n.seen_at),
           online = coalesce(n.online, case when n.seen_at is not null and d.protocol <> 'mqtt' then true end, d.online),
           battery_percent = coalesce(n.battery, d.battery_percent), signal_dbm = coalesce(n.signal, d.signal_dbm),
           firmware = coalesce(n.firmware, d.firmware)
         from jsonb_to_recordset(?::jsonb) as n (tenant_id int, id uuid, seen_at timestamptz, online boolean,
           battery float8, signal float8, firmware text)
         where d.tenant_id = n.tenant_id and d.id = n.id`,
        [JSON.stringify(rows)],
      );
    });
  }

  private changeOf(deviceId: string): Change | null {
    const known = this.changes.get(deviceId);
    if (known !== undefined) return known;
    const device = this.registry.activeDevice(deviceId);
    if (device === undefined) return null;
    const change: Change = { tenantId: device.tenantId, seenAt: null };
    this.changes.set(deviceId, change);
    return change;
  }
}
