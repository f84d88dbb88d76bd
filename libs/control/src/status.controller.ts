import { DeviceCommands } from '@app/devices';
import { RateLimiter } from '@app/plugin-sdk';
import { DeviceRegistry, DeviceStates } from '@app/telemetry';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import type { IPublishPacket } from 'mqtt';
import { type OrderAnswer, orderOf, readStatus } from './status-message';

const MAX_BYTES = 4_096;
/** Each answer is written to the database. */
const ANSWERS_PER_MINUTE = 120;

/**
 * What devices say about themselves over MQTT: that they are there, their will, battery, signal, firmware, and what became
 * of an order. The broker has seen to it that a device speaks on its own topic.
 */
@Controller()
export class StatusController {
  private readonly logger = new Logger(StatusController.name);
  private readonly answers = new RateLimiter(ANSWERS_PER_MINUTE);

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly states: DeviceStates,
    private readonly commands: DeviceCommands,
  ) {}

  // oxlint-disable-next-line typescript/no-unnecessary-type-arguments -- without it the typed context does not compile
  @EventPattern<string>('wm/v1/+/status')
  async status(@Payload() value: unknown, @Ctx() context: MqttContext): Promise<void> {
    const packet = context.getPacket() as unknown as IPublishPacket;
    const deviceId = context.getTopic().split('/')[2] ?? '';
    if (packet.payload.length > MAX_BYTES || !(await this.knows(deviceId))) return;
    const { state, answer } = readStatus(value);
    // A retained message tells how things are; when it was said is not known.
    const at = packet.retain ? null : Date.now();
    if (state !== null) this.states.report(deviceId, state, at);
    if (answer !== null) await this.settle(deviceId, answer, answer.id ?? orderOf(packet.properties?.correlationData));
  }

  /** Looks once more for a device that may have been made a moment ago. */
  private async knows(deviceId: string): Promise<boolean> {
    if (this.registry.activeDevice(deviceId) !== undefined) return true;
    await this.registry.settle().catch(() => undefined);
    return this.registry.activeDevice(deviceId) !== undefined;
  }

  private async settle(deviceId: string, { ok, detail }: OrderAnswer, id: string | null): Promise<void> {
    if (id === null || this.answers.tryTake(deviceId, Date.now()) > 0) return;
    try {
      await this.commands.settle(id, ok ? 'acknowledged' : 'failed', detail, { deviceId });
    } catch (error) {
      this.logger.warn(`An answer to an order was not noted: ${String(error)}`);
    }
  }
}
