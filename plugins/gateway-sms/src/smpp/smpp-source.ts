import type { GatewayContext, PluginHealth } from '@app/plugin-sdk';
import type { SmsConfig } from '../config';
import type { SmsIntake } from '../intake';
import { SmppLink } from './link';
import { PartStore } from './part-store';
import { Reassembly } from './reassembly';
import { SmppReceiver } from './receiver';
import { SmsCommands } from './sms-commands';

const SWEEP_MS = 30_000;

/** Messages from an SMS centre, and orders to devices through it. */
export class SmppSource {
  private readonly parts: Reassembly;
  private readonly receiver: SmppReceiver;
  private readonly commands: SmsCommands | null;
  private readonly link: SmppLink;
  private sweeping: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: SmsConfig,
    private readonly context: GatewayContext,
    intake: SmsIntake,
  ) {
    const { logger, state, clock } = context;
    const now = (): number => clock.now();
    this.parts = new Reassembly(new PartStore(state), config.partsExpireH * 3_600_000);
    this.commands = config.bind === 'receiver' ? null : new SmsCommands(config, context, () => this.link.session);
    const onReceipt = async (receipt: Parameters<SmsCommands['receipt']>[0]): Promise<void> =>
      this.commands?.receipt(receipt);
    this.receiver = new SmppReceiver(config, intake, this.parts, onReceipt, logger, now);
    this.link = new SmppLink(
      {
        ...config,
        password: config.password ?? '',
        enquireMs: config.enquireLinkS * 1_000,
        responseMs: config.responseTimeoutS * 1_000,
        pauseMs: { least: 1_000, most: 60_000 },
      },
      {
        deliver: (pdu) => this.receiver.deliver(pdu),
        broken: (reason) => intake.refused(null, reason),
      },
      logger,
      () => this.commands?.pump(null),
    );
  }

  async start(): Promise<void> {
    this.commands?.start();
    await this.sweep();
    await this.link.start();
    this.timer = setInterval(() => {
      this.sweeping = this.sweep();
    }, SWEEP_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.link.stop();
    await this.commands?.stop();
    await this.sweeping;
  }

  health(messages: number): PluginHealth {
    const { host, port } = this.config;
    const details = { centre: `${host}:${port}`, messages, binds: this.link.binds, partsKept: this.parts.waiting };
    if (this.link.session !== null) return { status: 'up', details };
    return { status: 'down', reason: `No session with the SMS centre: ${this.link.reason}`, details };
  }

  private async sweep(): Promise<void> {
    try {
      await this.receiver.sweep();
    } catch (error) {
      this.context.logger.warn(
        `Old parts were not looked through: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
