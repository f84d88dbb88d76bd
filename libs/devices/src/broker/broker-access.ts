import { SETTINGS, type Settings } from '@app/config';
import type { DeviceCredential } from '@app/contracts';
import type { Work } from '@app/database';
import { Outbox } from '@app/jobs';
import { SealedBox } from '@app/secrets';
import { Inject, Injectable } from '@nestjs/common';

export const BROKER_ACCESS_JOB = 'devices.broker-access';

/** What the job is told: the device, and the sealed token where a new one was issued. */
export interface BrokerAccessPayload {
  tenantId: number;
  deviceId: string;
  /** Base64 of the sealed token; absent when none was issued. */
  sealedToken?: string;
}

/**
 * Tells an outside MQTT broker who may connect, after the commit that decided it. The embedded broker asks the registry
 * itself, so without `MQTT_URL` there is nothing to tell.
 */
@Injectable()
export class BrokerAccess {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly outbox: Outbox,
    private readonly box: SealedBox,
  ) {}

  /** A new credential was issued: the broker takes it instead of the earlier one. */
  async admit(work: Work, tenantId: number, { deviceId, token }: DeviceCredential): Promise<void> {
    await this.tell(work, {
      tenantId,
      deviceId,
      sealedToken: this.box.seal(Buffer.from(token), deviceId).toString('base64'),
    });
  }

  /** The device was enabled, disabled or deleted, or its credentials were revoked: the broker shall follow. */
  async follow(work: Work, tenantId: number, deviceId: string): Promise<void> {
    await this.tell(work, { tenantId, deviceId });
  }

  private async tell(work: Work, payload: BrokerAccessPayload): Promise<void> {
    if (this.settings.MQTT_URL === undefined) return;
    await this.outbox.enqueue(work, payload.tenantId, BROKER_ACCESS_JOB, payload);
  }
}
