import type { DeviceCommand, GatewayContext } from '@app/plugin-sdk';
import type { DefaultAlphabet } from '../text/message-text';
import { splitText } from '../text/split-text';
import { commands, status } from './codes';
import { commandText } from './command-text';
import type { Pdu } from './pdu';
import { type Receipt, sameMessageId } from './receipt';
import type { SmppSession } from './session';
import { textOf } from './short-message';
import { submitBodies } from './submit';

const PREFIX = 'sent/';
const MAX_SENT = 5_000;
const MAX_EARLY = 200;
const MAX_PARTS = 10;
/** A taken order comes again after half a minute; this asks for it then. */
const RETRY_MS = 35_000;
/** How long after its end an order still waits for its receipts, ms. */
const PATIENCE_MS = 86_400_000;

/** An order that was handed to the centre. */
interface Sent {
  commandId: string;
  /** Ids of messages without a final receipt. */
  open: string[];
  expiresAt: number;
}

export interface CommandOptions {
  sourceAddress: string;
  defaultAlphabet: DefaultAlphabet;
}

/** Carries orders to devices as text messages, and settles them by the delivery receipts. */
export class SmsCommands {
  private readonly sent = new Map<string, Sent>();
  /** Receipts that came before the answer they belong to was dealt with, or of messages that are not ours. */
  private readonly early: Receipt[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private chain: Promise<void> = Promise.resolve();
  private silence: () => void = () => undefined;
  private reference = 0;
  private running = false;

  constructor(
    private readonly options: CommandOptions,
    private readonly context: GatewayContext,
    private readonly session: () => SmppSession | null,
  ) {}

  async start(): Promise<void> {
    for (const { key, value } of await this.context.state.list(PREFIX)) {
      this.sent.set(key.slice(PREFIX.length), JSON.parse(Buffer.from(value).toString()) as Sent);
    }
    this.running = true;
    this.silence = this.context.commands.onQueued((deviceIds) => this.pump(deviceIds));
  }

  async stop(): Promise<void> {
    this.running = false;
    this.silence();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    await this.chain;
  }

  /**
   * Sends what waits, one device after the other.
   * @param deviceIds - null: of all devices with a number
   */
  pump(deviceIds: readonly string[] | null): void {
    const work = (): Promise<void> => this.sendWaiting(deviceIds);
    this.chain = this.chain.then(work).catch((error: unknown) => {
      this.context.logger.warn(`Orders were not sent: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** A delivery receipt has come. */
  async receipt(receipt: Receipt): Promise<void> {
    const { messageId, outcome, state } = receipt;
    if (outcome === 'waiting') return;
    for (const [key, sent] of this.sent) {
      const found = sent.open.find((id) => sameMessageId(id, messageId));
      if (found === undefined) continue;
      if (outcome === 'failed') {
        await this.context.commands.settle(sent.commandId, 'failed', `The SMS centre says ${state}`);
        return this.forget(key);
      }
      const open = sent.open.filter((id) => id !== found);
      if (open.length === 0) {
        await this.context.commands.settle(sent.commandId, 'acknowledged', 'Delivered to the device');
        return this.forget(key);
      }
      return this.remember(key, { ...sent, open });
    }
    this.early.push(receipt);
    if (this.early.length > MAX_EARLY) this.early.shift();
  }

  /** Forgets orders that no receipt came for. */
  async sweep(now: number): Promise<void> {
    for (const [key, { expiresAt }] of this.sent) if (now > expiresAt + PATIENCE_MS) await this.forget(key);
  }

  private async sendWaiting(deviceIds: readonly string[] | null): Promise<void> {
    if (!this.running || this.session() === null) return;
    const wanted = deviceIds === null ? null : new Set(deviceIds);
    const asked = new Set<string>();
    for (const { name, deviceId } of await this.context.devices.identities('phone')) {
      if ((wanted !== null && !wanted.has(deviceId)) || asked.has(deviceId)) continue;
      asked.add(deviceId);
      for (const command of await this.context.commands.take(deviceId, 5)) {
        const session = this.session();
        if (!this.running || session === null) return;
        await this.send(session, name, command);
      }
    }
  }

  private async send(session: SmppSession, to: string, command: DeviceCommand): Promise<void> {
    const fail = (detail: string): Promise<void> => this.context.commands.settle(command.id, 'failed', detail);
    let bodies: Buffer[];
    try {
      const text = splitText(commandText(command), this.options.defaultAlphabet);
      if (text.parts.length > MAX_PARTS) throw new RangeError(`The text needs more than ${MAX_PARTS} messages`);
      this.reference = (this.reference + 1) & 0xff;
      const { sourceAddress } = this.options;
      bodies = submitBodies({ sourceAddress, to, text, reference: this.reference, expiresAt: command.expiresAt });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return fail(error.message);
    }
    const open: string[] = [];
    for (const body of bodies) {
      let answer: Pdu;
      try {
        answer = await session.request(commands.submit_sm, body);
      } catch {
        // Whether it was taken is not known: it comes again, and its id tells the device.
        return this.later(command.deviceId);
      }
      if (answer.status === status.throttled || answer.status === status.queueFull) return this.later(command.deviceId);
      if (answer.status !== status.ok) {
        return fail(`The SMS centre refused it with status 0x${answer.status.toString(16).padStart(2, '0')}`);
      }
      open.push(textOf(answer.body));
    }
    await this.context.commands.settle(command.id, 'sent', 'Taken by the SMS centre');
    await this.remember(command.id, { commandId: command.id, open, expiresAt: command.expiresAt });
    const early = this.early.filter(({ messageId }) => open.some((id) => sameMessageId(id, messageId)));
    for (const receipt of early) {
      this.early.splice(this.early.indexOf(receipt), 1);
      await this.receipt(receipt);
    }
  }

  private later(deviceId: string): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.pump([deviceId]);
    }, RETRY_MS);
    timer.unref();
    this.timers.add(timer);
  }

  private async remember(key: string, sent: Sent): Promise<void> {
    const [oldest] = this.sent.keys();
    if (!this.sent.has(key) && this.sent.size >= MAX_SENT && oldest !== undefined) await this.forget(oldest);
    this.sent.set(key, sent);
    await this.context.state.put(PREFIX + key, Buffer.from(JSON.stringify(sent)));
  }

  private async forget(key: string): Promise<void> {
    this.sent.delete(key);
    await this.context.state.delete(PREFIX + key);
  }
}
