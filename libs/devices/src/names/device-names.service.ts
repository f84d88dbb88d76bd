import { randomBytes } from 'node:crypto';
import type { Principal } from '@app/access';
import type { CreatedDeviceName, DeviceName, NewDeviceName } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { ResourceTools } from '@app/resources';
import { SealedBox } from '@app/secrets';
import { Injectable } from '@nestjs/common';
import type { DeviceEntity } from '../device.entity';
import { DeviceService } from '../device.service';

interface Row {
  id: string;
  kind: DeviceName['kind'];
  name: string | null;
  created_at: Date;
  expires_at: Date | null;
}

const MADE_SECRET_BYTES = 32;

/** Further ways to know a device: names that it bears outside the platform, and secrets that both share. */
@Injectable()
export class DeviceNamesService {
  constructor(
    private readonly tools: ResourceTools,
    private readonly devices: DeviceService,
    private readonly box: SealedBox,
  ) {}

  /** All that a device is known by at the moment, its tokens included; never a secret. */
  async list(principal: Principal, deviceId: string): Promise<DeviceName[]> {
    return this.tools.units.run(principal.tenants, async (work) => {
      await this.devices.enter(work, principal, deviceId, 'read');
      const rows = await work.sql<Row>(
        `select id, kind, name, created_at, expires_at from device_credentials
           where device_id = ? and revoked_at is null and (expires_at is null or expires_at > now()) order by id`,
        [deviceId],
      );
      return rows.map(toView);
    });
  }

  /**
   * Gives a device a name or a secret.
   * @throws {DomainError} conflict when another device of the nation bears the name
   */
  async add(principal: Principal, deviceId: string, draft: NewDeviceName): Promise<CreatedDeviceName> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const device = await this.devices.enter(work, principal, deviceId, 'update');
      const id = uuidv7();
      const { name, secret, made } = partsOf(draft, deviceId);
      const sealed = secret === null ? null : this.box.seal(secret, id);
      const [row] = await work.sql<Row>(
        `insert into device_credentials (tenant_id, id, device_id, kind, name, sealed) values (?, ?, ?, ?, ?, ?)
           on conflict (kind, name) where name is not null and revoked_at is null do nothing
           returning id, kind, name, created_at, expires_at`,
        [device.tenantId, id, deviceId, draft.kind, name, sealed],
      );
      if (row === undefined) throw taken(draft.kind, name);
      this.note(work, device, 'device.add-name', { kind: draft.kind, name });
      return { ...toView(row), secret: made };
    });
  }

  /** Takes a name, a secret or a token away; it opens nothing any more within two seconds. */
  async remove(principal: Principal, deviceId: string, id: string): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const device = await this.devices.enter(work, principal, deviceId, 'update');
      const [row] = await work.sql<Row>(
        `update device_credentials set revoked_at = now() where device_id = ? and id = ? and revoked_at is null
           returning id, kind, name, created_at, expires_at`,
        [deviceId, id],
      );
      if (row === undefined) throw notFound('credential', id);
      if (row.kind === 'token') await this.devices.followCredentials(work, device);
      this.note(work, device, 'device.remove-name', { kind: row.kind, name: row.name });
    });
  }

  private note(work: Work, { id, tenantId }: DeviceEntity, action: string, after: object): void {
    this.tools.trail.record(work, { action, objectType: 'Device', objectId: id, tenantId, after });
  }
}

/** @property made - the secret that was made here and has to be shown once, hexadecimal; null: none was */
function partsOf(draft: NewDeviceName, deviceId: string): { name: string; secret: Buffer | null; made: string | null } {
  switch (draft.kind) {
    case 'hmac':
    case 'psk': {
      const name = draft.kind === 'psk' ? (draft.name ?? deviceId) : deviceId;
      if (draft.secret !== undefined) return { name, secret: Buffer.from(draft.secret, 'hex'), made: null };
      const secret = randomBytes(MADE_SECRET_BYTES);
      return { name, secret, made: secret.toString('hex') };
    }
    case 'lorawan':
      return { name: draft.name, secret: Buffer.from(JSON.stringify(draft.keys)), made: null };
    default:
      return { name: draft.name, secret: null, made: null };
  }
}

function toView({ id, kind, name, created_at: createdAt, expires_at: expiresAt }: Row): DeviceName {
  return {
    id,
    kind,
    name,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

function taken(kind: string, name: string): DomainError {
  return new DomainError('conflict', 'device.name-taken', 'Name is taken', {
    detail: `A device bears the ${kind} name ${name} already. Take it away there first, or ask the national administration.`,
  });
}
