import {
  type ChannelPlugin,
  type CodecPlugin,
  type GatewayContext,
  type GatewayPlugin,
  ManifestError,
  type PluginManifest,
  type RunningPlugin,
} from '@app/plugin-sdk';
import { faultsOf, faultsText, jsonSchemaOf } from './config-faults';
import type { ConfigFault, PluginCode, PluginMethod, PluginRun } from './plugin-code';

/** What the entry of a plugin exports. */
export type AnyPlugin = GatewayPlugin | CodecPlugin | ChannelPlugin;

/** Code that runs in the process of the host: that of the platform itself. */
export class InProcessCode implements PluginCode {
  private plugin: AnyPlugin | undefined;

  /** @param load - gives the plugin; runs its code for the first time */
  constructor(
    private readonly manifest: Pick<PluginManifest, 'id' | 'kind'>,
    private readonly load: () => unknown,
  ) {}

  async configSchema(): Promise<Record<string, unknown>> {
    return jsonSchemaOf(this.open().config);
  }

  async check(config: unknown): Promise<ConfigFault[]> {
    const parsed = await this.open().config.safeParseAsync(config);
    return parsed.success ? [] : faultsOf(parsed.error.issues);
  }

  async create(config: unknown, context: GatewayContext): Promise<PluginRun> {
    const plugin = this.open();
    const parsed = await plugin.config.safeParseAsync(config);
    if (!parsed.success) throw new Error(faultsText(faultsOf(parsed.error.issues)));
    return new InProcessRun(plugin.create(parsed.data as never, context));
  }

  private open(): AnyPlugin {
    this.plugin ??= asPlugin(this.load(), this.manifest);
    return this.plugin;
  }
}

/** @throws {ManifestError} when a module's default export is no plugin of the kind that the manifest names */
export function asPlugin(exported: unknown, { id, kind }: Pick<PluginManifest, 'id' | 'kind'>): AnyPlugin {
  const plugin = exported as Partial<AnyPlugin> | null | undefined;
  if (plugin?.kind === kind && typeof plugin.create === 'function' && plugin.config !== undefined) {
    return plugin as AnyPlugin;
  }
  const maker = `define${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  throw new ManifestError(`${id}: the default export of its entry must be made by ${maker}`);
}

const METHODS: readonly PluginMethod[] = ['decode', 'encode', 'deliver'];

/** A plugin that runs beside the host's own code. */
class InProcessRun implements PluginRun {
  readonly methods: ReadonlySet<PluginMethod>;

  constructor(private readonly running: RunningPlugin & Partial<Record<PluginMethod, unknown>>) {
    this.methods = new Set(METHODS.filter((method) => typeof running[method] === 'function'));
  }

  start(): Promise<void> {
    return this.running.start();
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  health(): ReturnType<RunningPlugin['health']> {
    return this.running.health();
  }

  async call(method: PluginMethod, ...parameters: unknown[]): Promise<unknown> {
    if (!this.methods.has(method)) throw new Error(`The plugin has no ${method}`);
    const running = this.running as unknown as Record<PluginMethod, (...given: unknown[]) => Promise<unknown>>;
    return running[method](...parameters);
  }
}
