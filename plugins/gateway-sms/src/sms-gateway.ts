import type { Gateway, GatewayContext, KeptFrame, PluginHealth, TelemetryColumns } from '@app/plugin-sdk';
import type { SmsConfig } from './config';
import { SmsIntake } from './intake';
import { SmppSource } from './smpp/smpp-source';
import { WebhookSource } from './webhook/webhook-source';

/** Text messages of devices, from an SMS centre or from a provider that calls. */
export class SmsGateway implements Gateway {
  private readonly intake: SmsIntake;
  private smpp: SmppSource | null = null;
  private address: string | null = null;
  private running = false;

  constructor(
    private readonly config: SmsConfig,
    private readonly context: GatewayContext,
  ) {
    const { messagesPerMinute, commitTimeoutMs, mode } = config;
    const whenBusy = mode === 'smpp' ? 'wait' : 'refuse';
    this.intake = new SmsIntake(context, { messagesPerMinute, commitTimeoutMs, whenBusy });
  }

  async start(): Promise<void> {
    const { config, context, intake } = this;
    const { mode } = config;
    if (mode === 'smpp') {
      this.smpp = new SmppSource(config, context, intake);
      await this.smpp.start();
    } else {
      this.address = new WebhookSource({ ...config, mode }, context, intake).start();
    }
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.smpp?.stop();
    this.smpp = null;
  }

  async health(): Promise<PluginHealth> {
    if (!this.running) return { status: 'down', reason: 'stopped' };
    const messages = this.intake.count;
    if (this.smpp !== null) return this.smpp.health(messages);
    return { status: 'up', details: { address: this.address ?? '', messages } };
  }

  decode({ raw, deviceId }: KeptFrame): Promise<TelemetryColumns> {
    return this.intake.decode(raw, deviceId);
  }
}
