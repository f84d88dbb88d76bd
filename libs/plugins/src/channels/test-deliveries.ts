import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { DeliveryResult } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { DomainError, uuidv7 } from '@app/kernel';
import type { Notification } from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';
import { PluginInstanceService } from '../instances/plugin-instance.service';
import { Channels } from './channels';

/** Test messages, so that an administrator sees whether a channel works before it must. */
@Injectable()
export class TestDeliveries {
  constructor(
    private readonly instances: PluginInstanceService,
    private readonly channels: Channels,
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws {DomainError} conflict for an instance that is no channel */
  async send(principal: Principal, id: string, recipient: string | null): Promise<DeliveryResult> {
    const instance = await this.instances.get(principal, id);
    if (instance.kind !== 'channel') {
      throw new DomainError('conflict', 'plugin-instance.no-channel', 'Not a channel', {
        detail: 'Only instances of channel plugins carry messages out.',
      });
    }
    const began = Date.now();
    const delivery = await this.channels.deliver(id, testMessage(principal.name, recipient));
    const detail = delivery.outcome === 'delivered' ? delivery.reference : delivery.reason;
    await this.units.run([principal.tenantId], async (work) => {
      this.trail.record(work, {
        action: 'plugin-instance.test-delivery',
        objectType: 'PluginInstance',
        objectId: id,
        tenantId: principal.tenantId,
        after: { outcome: delivery.outcome, recipient, detail },
      });
    });
    return { outcome: delivery.outcome, detail, tookMs: Date.now() - began };
  }
}

function testMessage(sender: string, recipient: string | null): Notification {
  return {
    id: uuidv7(),
    type: 'test',
    at: Date.now(),
    severity: 'info',
    subject: 'Test message of Hydrant',
    text: `${sender} tries whether messages arrive here. Nothing has happened, and nothing needs to be done.`,
    url: null,
    data: { sender },
    recipient,
  };
}
