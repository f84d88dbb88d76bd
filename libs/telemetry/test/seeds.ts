import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { SealedBox } from '@app/secrets';
import { Client } from 'pg';

export interface SeededDevice {
  id: string;
  token: string;
  tenantId: number;
}

export interface SeededSensor {
  id: string;
  number: number;
  code: string;
  tenantId: number;
}

interface SensorFields {
  quantity?: string;
  deviceId?: string;
  rangeMin?: number;
  rangeMax?: number;
  /** Needs a device. */
  channel?: string;
  channelUnit?: string;
}

/** Writes tenants, devices and sensors straight into the tables, as superuser. */
export class Seeds {
  private constructor(
    private readonly client: Client,
    private readonly box: SealedBox,
  ) {}

  static async open(superuserUrl: string, box: SealedBox): Promise<Seeds> {
    const client = new Client({ connectionString: superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    return new Seeds(client, box);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async sql<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query(statement, parameters);
    return rows as Row[];
  }

  /** A municipality below the nation, which is made if need be. */
  async tenant(): Promise<{ id: number; uid: string }> {
    await this.sql(
      `insert into tenants (uid, kind) select gen_random_uuid(), 'nation' where not exists (select from tenants where kind = 'nation')`,
    );
    const [row] = await this.sql<{ id: number; uid: string }>(
      `insert into tenants (uid, kind, parent_id) select gen_random_uuid(), 'municipality', id from tenants where kind = 'nation' returning id, uid`,
    );
    return row as { id: number; uid: string };
  }

  async device(tenantId: number, protocol = 'mqtt', codec: string | null = null): Promise<SeededDevice> {
    const id = randomUUID();
    const token = randomBytes(32).toString('base64url');
    await this.sql(`insert into devices (tenant_id, id, name, protocol, codec) values ($1, $2, 'Logger', $3, $4)`, [
      tenantId,
      id,
      protocol,
      codec,
    ]);
    await this.sql(`insert into device_credentials (tenant_id, id, device_id, secret_hash) values ($1, $2, $3, $4)`, [
      tenantId,
      randomUUID(),
      id,
      createHash('sha256').update(token).digest(),
    ]);
    return { id, token, tenantId };
  }

  /** A name of a device outside the platform. @param secret - sealed with the key of the test's settings */
  async identity(device: SeededDevice, kind: string, name: string, secret?: Uint8Array): Promise<string> {
    const id = randomUUID();
    const sealed = secret === undefined ? null : this.box.seal(Buffer.from(secret), id);
    await this.sql(
      `insert into device_credentials (tenant_id, id, device_id, kind, name, sealed) values ($1, $2, $3, $4, $5, $6)`,
      [device.tenantId, id, device.id, kind, name, sealed],
    );
    return id;
  }

  async sensor(tenantId: number, code: string, fields: SensorFields = {}): Promise<SeededSensor> {
    const {
      quantity = 'pressure',
      deviceId = null,
      rangeMin = null,
      rangeMax = null,
      channel = null,
      channelUnit = null,
    } = fields;
    const id = randomUUID();
    const [row] = await this.sql<{ number: number }>(
      `insert into sensors (tenant_id, id, code, name, quantity, display_unit, device_id, range_min, range_max, channel,
         channel_unit)
       values ($1, $2, $3, $3, $4, 'kPa', $5, $6, $7, $8, $9) returning number`,
      [tenantId, id, code, quantity, deviceId, rangeMin, rangeMax, channel, channelUnit],
    );
    return { id, number: row?.number ?? 0, code, tenantId };
  }
}
