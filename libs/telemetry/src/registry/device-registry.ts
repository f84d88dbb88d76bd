import { createHash, timingSafeEqual } from 'node:crypto';
import { DatabaseEvents, UnitOfWork } from '@app/database';
import type { IdentityKind, SecretKind } from '@app/plugin-sdk';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { detached } from '../detached';
import { RegistryChangeLog, type RegistryChanges } from './registry-changes';
import { RegistryIndex } from './registry-index';
import { readDevices, readSensors } from './registry-rows';
import type { DeviceRecord, IdentityRecord, SensorRecord } from './registry-records';

/** Who a device is, once it has shown its credential. */
export interface DeviceSession {
  deviceId: string;
  tenantId: number;
  credentialId: string;
}

const POLL_MS = 1_000;
/** Shortest time between two readings of the registry asked for by unknown names, ms. */
const SETTLE_GAP_MS = 20;
/** After a reading of the registry the next one that nobody waits for comes so many times its duration later, at most 2 s. */
const PAUSE_FACTOR = 4;
const LONGEST_PAUSE_MS = 2_000;
const NO_HASH = Buffer.alloc(32);

/**
 * Devices, credentials and sensors of all tenants in memory, so that a reading is identified without a query.
 * Reads what has changed when the database's registry version has: at a notification, and at a look each second in
 * case one was missed. A revoked credential is refused, and told to listeners, within two seconds.
 */
@Injectable()
export class DeviceRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(DeviceRegistry.name);
  private readonly revokedListeners = new Set<(credentialIds: Set<string>) => void>();
  private readonly changeListeners = new Set<() => void>();
  private readonly changes: RegistryChangeLog;
  private current = new RegistryIndex();
  /** Number of the last change that is known; '': nothing is. */
  private version = '';
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private lastCheck = 0;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;
  private failing = false;
  private restUntil = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DatabaseEvents,
  ) {
    this.changes = new RegistryChangeLog(work);
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.unlisten = this.events.listen('registry', () => this.refreshInBackground());
    this.timer = setInterval(() => this.refreshInBackground(), POLL_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    this.unlisten?.();
    clearInterval(this.timer);
  }

  /** Devices and sensors as last read. */
  get snapshot(): RegistryIndex {
    return this.current;
  }

  /** Is told the ids of credentials that have stopped opening sessions. @returns ends the listening */
  onRevoked(listener: (credentialIds: Set<string>) => void): () => void {
    this.revokedListeners.add(listener);
    return () => void this.revokedListeners.delete(listener);
  }

  /** Is told after each change of devices or sensors. @returns ends the listening */
  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => void this.changeListeners.delete(listener);
  }

  /**
   * Tells who sent this token. Unknown device and wrong token take the same way and answer the same.
   * @returns null when the device is unknown or disabled, or the token wrong, revoked or expired
   */
  authenticate(deviceId: string, token: string, now: number = Date.now()): DeviceSession | null {
    const given = createHash('sha256').update(token).digest();
    const device = this.current.devices.get(deviceId);
    let matched: string | null = null;
    if (device === undefined) timingSafeEqual(given, NO_HASH);
    for (const { id, secretHash, expiresAt } of device?.credentials ?? []) {
      if (secretHash.length === 32 && timingSafeEqual(given, secretHash) && expiresAt > now) matched = id;
    }
    if (device === undefined || matched === null || !device.active) return null;
    return { deviceId, tenantId: device.tenantId, credentialId: matched };
  }

  /** An active device, for sources that have authenticated it themselves. */
  activeDevice(deviceId: string): DeviceRecord | undefined {
    const device = this.current.devices.get(deviceId);
    return device?.active === true ? device : undefined;
  }

  /**
   * The active device that bears a name outside the platform, with the sealed secret where it has one. A name that is
   * not known is looked for once more after the registry was read anew.
   * @returns null when no active device bears it
   */
  async identity(kind: IdentityKind | SecretKind, name: string): Promise<IdentityRecord | null> {
    const known = this.current.identity(kind, name, Date.now());
    if (known !== undefined) return known;
    // A database that is away cannot say; then what is known counts.
    await this.settle().catch(() => undefined);
    return this.current.identity(kind, name, Date.now()) ?? null;
  }

  /** All names of one kind that active devices bear. */
  identities(kind: IdentityKind | SecretKind): IdentityRecord[] {
    return this.current.identities(kind, Date.now());
  }

  /** The sensor that a device calls so. */
  sensorOfChannel(deviceId: string, channel: string): SensorRecord | undefined {
    return this.current.sensorOfChannel(deviceId, channel);
  }

  /** The sensor of a device's tenant with this code or UUID. */
  sensorOf(tenantId: number, codeOrId: string): SensorRecord | undefined {
    return this.current.sensorOf(tenantId, codeOrId);
  }

  /**
   * Makes sure that everything committed before this call is known, so that "unknown" is said only of what does not
   * exist. Looks are shared and spaced, so that unknown names cannot flood the database.
   */
  async settle(): Promise<void> {
    const gap = this.lastCheck + SETTLE_GAP_MS - Date.now();
    if (gap > 0) await new Promise((resolve) => setTimeout(resolve, gap));
    await this.refresh();
  }

  /** Reads the registry anew if it has changed. A call during a look gets one that begins after it. */
  refresh(): Promise<void> {
    if (this.running === undefined) {
      this.running = detached(() => this.look()).finally(() => (this.running = undefined));
      return this.running;
    }
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.refresh();
      });
    return this.next;
  }

  /** While thousands of sensors are being made, the registry is not read after each of them: the next poll sees them. */
  private refreshInBackground(): void {
    if (Date.now() < this.restUntil) return;
    this.refresh().then(
      () => (this.failing = false),
      (error: unknown) => {
        if (!this.failing) this.logger.warn(`Devices and sensors cannot be read: ${String(error)}`);
        this.failing = true;
      },
    );
  }

  private async look(): Promise<void> {
    this.lastCheck = Date.now();
    const changes = await this.changes.since(this.version);
    if (changes === null) {
      this.announce(this.current.takeEnded(Date.now()));
      return;
    }
    const began = Date.now();
    await this.read(changes);
    const now = Date.now();
    this.restUntil = now + Math.min(LONGEST_PAUSE_MS, (now - began) * PAUSE_FACTOR);
    for (const listener of this.changeListeners) listener();
  }

  /** Reads after the version was read: what changes in between is read now and once more at the next look. */
  private async read({ version, tenants, changed }: RegistryChanges): Promise<void> {
    const [devices, sensors] = await this.work.run(tenants, async (work) => [
      await readDevices(work, changed?.devices ?? null),
      await readSensors(work, changed?.sensors ?? null),
    ]);
    const next = changed === null ? new RegistryIndex() : this.current;
    const touched = changed === null ? [...this.current.devices.keys()] : changed.devices;
    const now = Date.now();
    const before = touched.flatMap((id) => this.current.credentialsOf(id, now));
    for (const id of changed?.sensors ?? []) next.removeSensor(id);
    for (const id of changed?.devices ?? []) next.removeDevice(id);
    for (const device of devices) next.putDevice(device);
    for (const sensor of sensors) next.putSensor(sensor);
    this.current = next;
    this.version = version;
    const after = new Set(touched.flatMap((id) => next.credentialsOf(id, now)));
    this.announce([...before.filter((id) => !after.has(id)), ...next.takeEnded(now)]);
  }

  private announce(gone: readonly string[]): void {
    if (gone.length > 0) for (const listener of this.revokedListeners) listener(new Set(gone));
  }
}
