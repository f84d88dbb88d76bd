import type { DeviceCommand, GatewayContext } from '@app/plugin-sdk';
import type { DefaultAlphabet } from '../text/message-text';
import { splitText } from '../text/split-text';
import { commands, status } from './codes';
import { commandText } from './command-text';
import type { Pdu } from './pdu';
import { type Receipt, spellingsOf } from './receipt';
import type { SmppSession } from './session';
import { textOf } from './short-message';
import { submitBodies } from './submit';

/** Which order a message of ours carries, by the centre's id of the message. */
const MESSAGE = 'message/';
/** Messages of an order without a final receipt: `open/<order>/<message>`. */
const OPEN = 'open/';
const MAX_PARTS = 10;
/** A taken order comes again after half a minute; this asks for it then. */
const RETRY_MS = 35_000;
const EMPTY = new Uint8Array(0);
/** How long after its end an order still waits for its receipts, s. */
const PATIENCE_S = 86_400;
/** A receipt may come before the answer that it belongs to was dealt with; it is looked for again after so long, ms. */
const LOOKS_MS = [0, 100, 1_000];

export interface CommandOptions {
  sourceAddress: string;
  defaultAlphabet: DefaultAlphabet;
}

/** Carries orders to devices as text messages, and settles them by the delivery receipts. */
export class SmsCommands {
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

  start(): void {
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

  /** A delivery receipt has come, perhaps of a message that another process has sent. */
  async receipt({ messageId, outcome, state }: Receipt): Promise<void> {
    if (outcome === 'waiting') return;
    for (const pauseMs of LOOKS_MS) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      for (const id of spellingsOf(messageId)) {
        const found = await this.context.state.get(MESSAGE + id);
        if (found !== null) return this.settle(Buffer.from(found).toString(), id, outcome, state);
      }
    }
  }

  private async settle(
    commandId: string,
    messageId: string,
    outcome: 'delivered' | 'failed',
    state: string,
  ): Promise<void> {
    const { commands: queue, state: kept } = this.context;
    const prefix = `${OPEN}${commandId}/`;
    if (outcome === 'failed') {
      await queue.settle(commandId, 'failed', `The SMS centre says ${state}`);
    } else {
      await kept.delete(prefix + messageId);
      if ((await kept.list(prefix)).length === 0) {
        await queue.settle(commandId, 'acknowledged', 'Delivered to the device');
      }
    }
    await kept.delete(MESSAGE + messageId);
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
    const ttlS = Math.max(0, Math.ceil((command.expiresAt - this.context.clock.now()) / 1_000)) + PATIENCE_S;
    // All are open before the first of them can be settled.
    for (const id of open) await this.context.state.put(`${OPEN}${command.id}/${id}`, EMPTY, ttlS);
    for (const id of open) await this.context.state.put(MESSAGE + id, Buffer.from(command.id), ttlS);
  }

  private later(deviceId: string): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.pump([deviceId]);
    }, RETRY_MS);
    timer.unref();
    this.timers.add(timer);
  }
}
