import type { GatewayContext, TelemetryMessage } from '@app/plugin-sdk';
import { keepPoll } from './poll-readings';
import type { PollResult, TargetPoller } from './target-poller';

const PROTOCOL = 'modbus';
/** Polls that wait until the platform can store them; beyond, the oldest is lost and counted. */
const MAX_UNSENT = 100;
const RETRY_MS = 1_000;
const MAX_NAMED = 5;

/** Polls one target for ever, less often while it is silent, and hands in what it brings. */
export class TargetLoop {
  readonly pollS: number;
  /** What is wrong with the target, for operations staff; null: nothing. */
  fault: string | null = null;
  private readonly unsent: TelemetryMessage[] = [];
  private sending: Promise<void> | null = null;
  private running: Promise<void> | null = null;
  private readonly stopped = new AbortController();
  private failures = 0;
  private online: boolean | undefined;

  constructor(
    private readonly poller: TargetPoller,
    private readonly context: GatewayContext,
    private readonly maxBackOffS: number,
  ) {
    this.pollS = poller.target.pollS;
  }

  start(delayS: number): void {
    this.running = this.run(delayS);
  }

  stop(): void {
    this.stopped.abort();
  }

  async ended(): Promise<void> {
    await this.running;
    await this.sending;
  }

  private async run(delayS: number): Promise<void> {
    let due = performance.now() + delayS * 1_000;
    while (await this.pause(due - performance.now())) {
      await this.pollOnce();
      const backOffS = Math.min(this.maxBackOffS, this.pollS * 2 ** this.failures);
      due += Math.max(this.pollS, backOffS) * 1_000;
      // A poll that took too long is not made up for.
      due = Math.max(due, performance.now());
    }
  }

  /** Never rejects. */
  private async pollOnce(): Promise<void> {
    const { target } = this.poller;
    const { devices, clock, telemetry } = this.context;
    try {
      if (!(await devices.isActive(target.deviceId))) return this.note('its device is unknown or disabled');
      const time = Math.floor(clock.now());
      const result = await this.poller.poll(time);
      if (this.stopped.signal.aborted) return;
      this.failures = 0;
      this.seen(true);
      this.notePoints(result);
      if (result.columns.count > 0) this.hand(time, result);
    } catch (error) {
      if (this.stopped.signal.aborted) return;
      this.failures += 1;
      telemetry.refused(target.deviceId, PROTOCOL, 'no-answer');
      this.note((error as Error).message);
      this.seen(false);
    }
  }

  /** Points that the device refuses are counted and named; the others go their way. */
  private notePoints({ faults }: PollResult): void {
    if (faults.size === 0) return this.note(null);
    this.context.telemetry.refused(this.poller.target.deviceId, PROTOCOL, 'bad-point', faults.size);
    const named = [...faults].slice(0, MAX_NAMED).map(([channel, reason]) => `${channel}: ${reason}`);
    const more = faults.size > MAX_NAMED ? `, and ${faults.size - MAX_NAMED} more` : '';
    this.note(`${named.join(', ')}${more}`);
  }

  private hand(time: number, { columns, reads }: PollResult): void {
    const { target } = this.poller;
    const raw = keepPoll(target, time, reads);
    const { deviceId } = target;
    this.unsent.push({ deviceId, protocol: PROTOCOL, receivedAt: time, columns, raw, format: 'opaque' });
    if (this.unsent.length > MAX_UNSENT) {
      this.unsent.shift();
      this.context.telemetry.refused(deviceId, PROTOCOL, 'not-stored');
    }
    this.sending ??= this.send().finally(() => (this.sending = null));
  }

  /** Hands in what waits, in order; nobody else would send it again. */
  private async send(): Promise<void> {
    for (let [first] = this.unsent; first !== undefined; [first] = this.unsent) {
      try {
        await this.context.telemetry.submit(first, { whenBusy: 'wait' });
        if (this.unsent[0] === first) this.unsent.shift();
      } catch (error) {
        if (!(await this.context.devices.isActive(first.deviceId).catch(() => true))) return this.drop();
        this.context.logger.warn(`A poll of ${this.name} was not stored yet: ${(error as Error).message}`);
        if (!(await this.pause(RETRY_MS))) return;
      }
    }
  }

  /** Nothing is taken of a device that is disabled or gone: trying again would never end. */
  private drop(): void {
    const lost = this.unsent.splice(0).length;
    this.context.telemetry.refused(this.poller.target.deviceId, PROTOCOL, 'not-stored', lost);
  }

  private get name(): string {
    const { name, host, port, unit } = this.poller.target;
    return name ?? `${host}:${port} unit ${unit}`;
  }

  /** Says it once in the log when it begins, changes or ends. */
  private note(reason: string | null): void {
    const fault = reason === null ? null : `${this.name}: ${reason}`;
    if (fault === this.fault) return;
    this.fault = fault;
    if (fault === null) this.context.logger.log(`${this.name} answers again`);
    else this.context.logger.warn(fault);
  }

  private seen(online: boolean): void {
    if (online === this.online) return;
    this.online = online;
    this.context.devices.report(this.poller.target.deviceId, { online });
  }

  /** @returns false when the loop is to end */
  private pause(ms: number): Promise<boolean> {
    const { signal } = this.stopped;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (goOn: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        resolve(goOn);
      };
      const abort = () => end(false);
      const timer = setTimeout(() => end(true), Math.max(0, ms)).unref();
      signal.addEventListener('abort', abort);
    });
  }
}
