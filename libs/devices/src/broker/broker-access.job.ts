import { readFile } from 'node:fs/promises';
import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { SealedBox } from '@app/secrets';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { hashToken } from '../credentials';
import { BROKER_ACCESS_JOB, type BrokerAccessPayload } from './broker-access';
import { sendCommands } from './control-client';
import { type BrokerCommand, admitCommands, expelCommands, switchCommands } from './dynamic-security';

const payload = z.object({ tenantId: z.int(), deviceId: z.uuid(), sealedToken: z.string().optional() });

/**
 * Brings an outside broker in line with the registry. Jobs may run late, twice or in another order, so each looks at
 * what holds now: a token is admitted only while it is the device's newest good credential.
 */
@Injectable()
export class BrokerAccessJob {
  constructor(
    registry: JobRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly box: SealedBox,
  ) {
    registry.register({
      name: BROKER_ACCESS_JOB,
      description: 'Tells the MQTT broker which devices may connect.',
      payload,
      attempts: 12,
      run: (given) => this.run(given),
    });
  }

  private async run({ tenantId, deviceId, sealedToken }: BrokerAccessPayload): Promise<{ done: string }> {
    const { MQTT_URL: url, MQTT_CA_FILE: ca } = this.settings;
    if (url === undefined) return { done: 'nothing: no outside broker' };
    const send = async (commands: readonly BrokerCommand[]) =>
      sendCommands(url, commands, ca === undefined ? undefined : await readFile(ca, 'utf8'));
    const device = await this.lookUp(tenantId, deviceId);
    if (device?.secret_hash == null) {
      await send(expelCommands(deviceId));
      return { done: 'expelled' };
    }
    if (sealedToken !== undefined) {
      const token = this.box.open(Buffer.from(sealedToken, 'base64'), deviceId).toString();
      if (!hashToken(token).equals(device.secret_hash)) return { done: 'nothing: overtaken by a newer credential' };
      await send(admitCommands(deviceId, token));
    }
    await send(switchCommands(deviceId, device.status === 'active'));
    return { done: device.status === 'active' ? 'admitted' : 'shut out' };
  }

  /** The device as it is now, with the hash of its newest good credential, null without one; undefined: no such device. */
  private async lookUp(
    tenantId: number,
    deviceId: string,
  ): Promise<{ status: string; secret_hash: Buffer | null } | undefined> {
    const [row] = await this.units.run([tenantId], ({ sql }) =>
      sql<{ status: string; secret_hash: Buffer | null }>(
        `select d.status, (
           select c.secret_hash from device_credentials c
           where c.tenant_id = d.tenant_id and c.device_id = d.id and c.kind = 'token' and c.revoked_at is null
             and (c.expires_at is null or c.expires_at > now())
           order by c.id desc limit 1) as secret_hash
         from devices d where d.tenant_id = ? and d.id = ?`,
        [tenantId, deviceId],
      ),
    );
    return row;
  }
}
