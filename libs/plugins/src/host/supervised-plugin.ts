import type { PluginHealth, PluginManifest } from '@app/plugin-sdk';
import { type BoundContext, type HostParts, contextFor } from '../context/plugin-context';
import type { InstanceLog } from '../instances/instance-log';
import type { InstanceSpec } from '../instances/instance-spec';
import type { FoundPlugin, PluginRun } from './plugin-code';
import { TimeoutError, within } from './within';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
const HEALTH_TIMEOUT_MS = 2_500;
const LOOK_MS = 10_000;
/** So many health checks in a row without an answer: the plugin hangs. */
const SILENT_LOOKS = 3;
/** A run of this length counts as a success: the next pause is short again. */
const STEADY_MS = 60_000;
/** So many failures within the window, and the plugin is given up. */
const MOST_FAILURES = 6;
const WINDOW_MS = 10 * 60_000;

/** How an instance is, for people and programs. */
export interface InstanceState {
  status: 'starting' | 'up' | 'degraded' | 'down' | 'stopped';
  reason: string | null;
  details: NonNullable<PluginHealth['details']>;
  /** Starts after a failure, since this process runs it. */
  restarts: number;
  /** Unix ms */
  since: number;
}

/**
 * One instance under watch. A failure of it, at its start or later, touches nothing else: it is stopped and started
 * again after a pause that doubles. One that fails again and again is given up. Built-in plugins are not given up for
 * failing to start: their port or their broker may be away for hours.
 */
export class SupervisedPlugin {
  private run: PluginRun | undefined;
  private bound: BoundContext | undefined;
  private failures: number[] = [];
  private pauses = 0;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private silent = 0;
  private wanted = false;
  private giveWay: (error: Error) => void = () => undefined;
  private lastError: string | undefined;
  private turn: Promise<void> = Promise.resolve();
  private restarts = 0;
  private since = Date.now();

  /** @param givenUp - is told when the plugin will not be started again */
  constructor(
    readonly plugin: FoundPlugin,
    readonly spec: InstanceSpec,
    private readonly parts: HostParts,
    readonly log: InstanceLog,
    private readonly givenUp: (reason: string) => void,
  ) {}

  get manifest(): PluginManifest {
    return this.plugin.manifest;
  }

  /** The run under way; undefined while there is none. */
  get current(): PluginRun | undefined {
    return this.run;
  }

  /** Starts the plugin; resolves after its first attempt, also when that failed. */
  start(): Promise<void> {
    this.wanted = true;
    return this.inTurn(() => this.attempt());
  }

  /** Stops the plugin for good. Never throws. */
  stop(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.timer);
    // A start that hangs holds up neither other changes nor the end of the process.
    this.giveWay(new Error('It was stopped while it started'));
    return this.inTurn(() => this.end());
  }

  async health(): Promise<PluginHealth> {
    const { run } = this;
    if (run === undefined) return { status: 'down', reason: this.lastError ?? 'not started' };
    try {
      return this.shown(await within(HEALTH_TIMEOUT_MS, run.health(), 'its health check'));
    } catch (error) {
      return { status: 'down', reason: this.log.shown(messageOf(error)) };
    }
  }

  /** What it says of itself, without its secrets. */
  private shown({ status, reason, details }: PluginHealth): PluginHealth {
    const facts = Object.entries(details ?? {}).map(
      ([name, fact]) => [this.log.shown(name), typeof fact === 'string' ? this.log.shown(fact) : fact] as const,
    );
    return {
      status,
      ...(reason !== undefined && { reason: this.log.shown(reason) }),
      ...(details !== undefined && { details: Object.fromEntries(facts) }),
    };
  }

  /** As {@link health}, with what the host knows. */
  async state(): Promise<InstanceState> {
    const { status, reason, details } = await this.health();
    const idle = this.run === undefined && this.wanted && this.lastError === undefined;
    return {
      status: this.wanted || this.run !== undefined ? (idle ? 'starting' : status) : 'stopped',
      reason: status === 'up' ? null : (reason ?? this.lastError ?? null),
      details: details ?? {},
      restarts: this.restarts,
      since: this.since,
    };
  }

  private async attempt(): Promise<void> {
    if (!this.wanted || this.run !== undefined) return;
    const { manifest, spec, log } = this;
    let run: PluginRun | undefined;
    const stopped = new Promise<never>((_resolve, reject) => (this.giveWay = reject));
    stopped.catch(() => undefined);
    try {
      const bound = contextFor(
        { spec, manifest, logger: log, fail: (error) => void this.failed(error, bound) },
        this.parts,
      );
      this.bound = bound;
      const { mounts, process } = this.parts;
      const made = this.plugin.code.create(spec.config, bound.context, { hookUrl: mounts.hookUrl(spec.id), process });
      made.then(
        (late) => (this.wanted ? undefined : this.halt(late)),
        () => undefined,
      );
      run = await within(START_TIMEOUT_MS, Promise.race([made, stopped]), 'being made');
      await within(START_TIMEOUT_MS, Promise.race([run.start(), stopped]), 'its start');
      this.run = run;
      this.startedAt = Date.now();
      this.since = Date.now();
      this.silent = 0;
      this.lastError = undefined;
      this.watch = setInterval(() => void this.look(), LOOK_MS).unref();
    } catch (error) {
      if (run !== undefined) await this.halt(run);
      this.bound?.release();
      this.again(error, false);
    }
  }

  /** Called when the plugin gives itself up, and when its process has died. */
  private failed(error: Error, bound: BoundContext): Promise<void> {
    return this.inTurn(async () => {
      if (this.run === undefined || this.bound !== bound) return;
      if (Date.now() - this.startedAt > STEADY_MS) this.pauses = 0;
      await this.end();
      this.again(error, true);
    });
  }

  private async look(): Promise<void> {
    const { run, bound } = this;
    if (run === undefined || bound === undefined) return;
    try {
      await within(HEALTH_TIMEOUT_MS, run.health(), 'its health check');
      this.silent = 0;
    } catch (error) {
      if (!(error instanceof TimeoutError) || this.run !== run) return;
      this.silent += 1;
      if (this.silent >= SILENT_LOOKS) await this.failed(new Error('It hangs: it answers no health check'), bound);
    }
  }

  private again(error: unknown, wasRunning: boolean): void {
    this.lastError = this.log.shown(messageOf(error));
    this.since = Date.now();
    if (!this.wanted) return;
    if (wasRunning || !this.plugin.builtIn) this.failures.push(Date.now());
    this.failures = this.failures.filter((at) => Date.now() - at < WINDOW_MS);
    if (this.failures.length >= MOST_FAILURES) {
      this.giveUp();
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.pauses);
    this.pauses += 1;
    this.log.error(`${this.lastError}; starting it again in ${pause / 1_000} s`);
    this.timer = setTimeout(() => {
      this.restarts += 1;
      void this.inTurn(() => this.attempt());
    }, pause);
    this.timer.unref();
  }

  private giveUp(): void {
    this.wanted = false;
    this.lastError = `Disabled after ${this.failures.length} failures within 10 minutes; the last: ${this.lastError}`;
    this.log.error(this.lastError);
    this.givenUp(this.lastError);
  }

  private async end(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    this.since = Date.now();
    clearInterval(this.watch);
    if (run !== undefined) await this.halt(run);
    this.bound?.release();
  }

  private async halt(run: PluginRun): Promise<void> {
    try {
      await within(STOP_TIMEOUT_MS, run.stop(), 'its stop');
    } catch (error) {
      this.log.error(`It did not stop: ${messageOf(error)}`);
    }
  }

  private inTurn(action: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(action, action);
    return this.turn;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
