import type { Principal } from '@app/access';
import {
  type CreatedDevice,
  type Device,
  type DevicePatch,
  type NewDevice,
  type RotatedCredential,
  builtInCodecs,
} from '@app/contracts';
import type { Work } from '@app/database';
import { notFound } from '@app/kernel';
import { OwnedResourceService, ResourceTools, shownFields, toLonLat, toPoint } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { BrokerAccess } from './broker/broker-access';
import { OVERLAP_MS, endCredentials, issueCredential, revokeCredentials } from './credentials';
import { DeviceEntity } from './device.entity';

/** Devices and their credentials. Taking one away ends its credentials; its sensors and their readings stay. */
@Injectable()
export class DeviceService extends OwnedResourceService<DeviceEntity, Device, NewDevice, DevicePatch> {
  protected override readonly outline = {
    subject: 'Device',
    noun: 'device',
    entity: DeviceEntity,
    search: ['name'],
    filters: ['id', 'protocol', 'status', 'online'],
    order: 'name',
    volatile: ['lastSeenAt', 'online', 'batteryPercent', 'signalDbm'],
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly broker: BrokerAccess,
  ) {
    super(tools);
  }

  /** Makes a device with its first credential, which the answer shows once. */
  override create(principal: Principal, draft: NewDevice): Promise<CreatedDevice> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const device = await super.create(principal, draft);
      const tenant = this.tools.tree.idOf(device.municipalityId) as number;
      const credential = await issueCredential(work, tenant, device.id);
      await this.broker.admit(work, tenant, credential);
      return { ...device, credential };
    });
  }

  /** Issues a new credential; earlier ones go on to work for a day, so that the device can be switched over. */
  rotate(principal: Principal, id: string): Promise<RotatedCredential> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.enter(work, principal, id, 'update');
      const until = new Date(Date.now() + OVERLAP_MS);
      await endCredentials(work, row.tenantId, id, until);
      const credential = await issueCredential(work, row.tenantId, id);
      await this.broker.admit(work, row.tenantId, credential);
      this.note(work, row, 'device.rotate-credential', { earlierValidUntil: until.toISOString() });
      return { id, credential, earlierValidUntil: until.toISOString() };
    });
  }

  /** Ends all credentials at once; the device sends nothing more until a new one is issued. */
  async revoke(principal: Principal, id: string): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.enter(work, principal, id, 'update');
      const revoked = await revokeCredentials(work, row.tenantId, id);
      await this.broker.follow(work, row.tenantId, id);
      this.note(work, row, 'device.revoke-credentials', { revoked });
    });
  }

  protected override views(_work: Work, rows: DeviceEntity[]): Device[] {
    return rows.map((row) => ({
      ...shownFields(row),
      municipalityId: this.municipalityOf(row),
      name: row.name,
      protocol: row.protocol,
      status: row.status,
      location: toLonLat(row.location),
      lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
      online: row.online,
      batteryPercent: row.batteryPercent,
      signalDbm: row.signalDbm,
      firmware: row.firmware,
      codec: row.codec,
    }));
  }

  protected override async fill(work: Work, _principal: Principal, row: DeviceEntity, draft: NewDevice): Promise<void> {
    const { name, protocol, status, firmware, codec } = draft;
    Object.assign(row, { name, protocol, status, firmware, codec, location: toPoint(draft.location) });
    Object.assign(row, { lastSeenAt: null, online: null, batteryPercent: null, signalDbm: null });
    await this.assertCodec(work, row);
  }

  protected override async beforeRemove(work: Work, row: DeviceEntity): Promise<void> {
    await this.broker.follow(work, row.tenantId, row.id);
  }

  protected override async change(
    work: Work,
    _principal: Principal,
    row: DeviceEntity,
    patch: DevicePatch,
  ): Promise<void> {
    const { location, ...plain } = patch;
    Object.assign(row, plain);
    if (location !== undefined) row.location = toPoint(location);
    if (patch.codec !== undefined) await this.assertCodec(work, row);
    if (patch.status !== undefined) await this.broker.follow(work, row.tenantId, row.id);
  }

  /**
   * The device that a nested resource hangs on; locked for a change.
   * @throws {DomainError} not-found when it is not visible, forbidden when the principal may not do this with it
   */
  async enter(work: Work, principal: Principal, id: string, action: 'read' | 'update'): Promise<DeviceEntity> {
    const row = await this.find(work, principal, id, action === 'update');
    this.assertMay(principal, action, row);
    return row;
  }

  /** The credentials of a device have changed: an outside broker shall follow. */
  followCredentials(work: Work, { tenantId, id }: DeviceEntity): Promise<void> {
    return this.broker.follow(work, tenantId, id);
  }

  /** @throws {DomainError} not-found for a codec that is neither of the device's municipality nor of the nation */
  private async assertCodec(work: Work, { codec, tenantId }: DeviceEntity): Promise<void> {
    if (codec === null || (builtInCodecs as readonly string[]).includes(codec)) return;
    const owners = [tenantId, this.tools.tree.nation().id];
    // A codec of a plugin is known by the id of its instance; whoever does not see the instance cannot choose it.
    const [plugin] = await work.sql(`select 1 from plugin_instances where id = ?::uuid`, [codec]);
    if (plugin !== undefined) return;
    const [found] = await work.sql(`select 1 from codecs where id = ?::uuid and tenant_id in (?, ?)`, [
      codec,
      ...owners,
    ]);
    if (found === undefined) throw notFound('codec', codec);
  }

  private note(work: Work, { id, tenantId }: DeviceEntity, action: string, after: object): void {
    this.tools.trail.record(work, { action, objectType: 'Device', objectId: id, tenantId, after });
  }
}
