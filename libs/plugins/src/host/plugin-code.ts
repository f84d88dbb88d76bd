import type { GatewayContext, PluginManifest, RunningPlugin } from '@app/plugin-sdk';

/** What a running plugin can be asked beside its life cycle, by kind. */
export type PluginMethod = 'decode' | 'encode' | 'deliver';

/** One run of a plugin, wherever it runs. */
export interface PluginRun extends RunningPlugin {
  readonly methods: ReadonlySet<PluginMethod>;
  /** @throws {Error} what the plugin threw, or that it has no such method */
  call(method: PluginMethod, ...parameters: unknown[]): Promise<unknown>;
}

/** A fault in a configuration. */
export interface ConfigFault {
  /** JSON pointer into the configuration. */
  pointer: string;
  detail: string;
}

/** Facts of the host that a run in another process must be told beforehand. */
export interface RunPlace {
  /** Address of the instance's hook, as the outside sees it. */
  hookUrl: string;
  /** Stable name of the host's process. */
  process: string;
}

/** The code of a plugin: looked at only when an instance is made or run. */
export interface PluginCode {
  /** JSON Schema of its configuration. */
  configSchema(): Promise<Readonly<Record<string, unknown>>>;
  /** What is wrong with a configuration; nothing when it can be used. */
  check(config: unknown): Promise<ConfigFault[]>;
  /** @throws {Error} when the configuration cannot be used */
  create(config: unknown, context: GatewayContext, place: RunPlace): Promise<PluginRun>;
}

/** A plugin as found on disk: its checked manifest, and a way to its code. */
export interface FoundPlugin {
  manifest: PluginManifest;
  /** Built-in ones came with the platform and run in its process; all others run in a process of their own. */
  builtIn: boolean;
  /** Where it lies. */
  folder: string;
  code: PluginCode;
}

/** A folder of a plugin that cannot be used, and why. */
export interface RefusedPlugin {
  folder: string;
  reason: string;
}
