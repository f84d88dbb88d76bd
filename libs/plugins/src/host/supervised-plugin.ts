import type { Gateway, PluginHealth, PluginManifest } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';
import type { FoundPlugin } from './manifest-loader';
import { type BoundContext, type HostParts, contextFor } from './plugin-context';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
/** A run of this length counts as a success: the next pause is short again. */
const STEADY_MS = 60_000;

/**
 * One plugin under watch: a failure of it, at its start or later, touches nothing else; it is stopped and started again
 * after a pause that doubles.
 */
export class SupervisedPlugin {
  private readonly logger: Logger;
  private gateway: Gateway | undefined;
  private bound: BoundContext | undefined;
  private failures = 0;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private wanted = false;
  private lastError: string | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly plugin: FoundPlugin,
    private readonly config: unknown,
    private readonly parts: HostParts,
  ) {
    this.logger = new Logger(`Plugin ${plugin.manifest.id}`);
  }

  get manifest(): PluginManifest {
    return this.plugin.manifest;
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
    return this.inTurn(() => this.end());
  }

  async health(): Promise<PluginHealth> {
    if (this.gateway === undefined) return { status: 'down', reason: this.lastError ?? 'not started' };
    try {
      return await this.gateway.health();
    } catch (error) {
      return { status: 'down', reason: String(error) };
    }
  }

  private async attempt(): Promise<void> {
    if (!this.wanted || this.gateway !== undefined) return;
    try {
      const definition = this.plugin.load();
      const config = definition.config.parse(this.config);
      this.bound = contextFor(this.manifest, this.parts, (error) => void this.failed(error));
      const gateway = definition.create(config, this.bound.context);
      await gateway.start();
      this.gateway = gateway;
      this.startedAt = Date.now();
      this.lastError = undefined;
    } catch (error) {
      this.bound?.release();
      this.again(error as Error);
    }
  }

  private failed(error: Error): Promise<void> {
    return this.inTurn(async () => {
      if (this.gateway === undefined) return;
      if (Date.now() - this.startedAt > STEADY_MS) this.failures = 0;
      await this.end();
      this.again(error);
    });
  }

  private again(error: Error): void {
    this.lastError = error.message;
    if (!this.wanted) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    this.logger.error(`${error.message}; starting it again in ${pause / 1_000} s`);
    this.timer = setTimeout(() => void this.inTurn(() => this.attempt()), pause);
    this.timer.unref();
  }

  private async end(): Promise<void> {
    const { gateway } = this;
    this.gateway = undefined;
    if (gateway !== undefined) {
      const stopped = gateway.stop().catch((error: unknown) => this.logger.error(`It did not stop: ${String(error)}`));
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref())]);
    }
    this.bound?.release();
  }

  private inTurn(action: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(action, action);
    return this.turn;
  }
}
