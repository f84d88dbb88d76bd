import type { PluginManifest } from '@app/plugin-sdk';

/** What a child is told when it begins. */
export interface ChildStart {
  /** File of the plugin's entry, without extension. */
  entry: string;
  manifest: Pick<PluginManifest, 'id' | 'kind' | 'capabilities'>;
}

/** What a run is told of its host, as the context shows it. */
export interface RunStart {
  config: unknown;
  instance: { id: string; name: string };
  /** Address of its hook. */
  hookUrl: string;
  /** Name of the process, for sessions at brokers. */
  process: string;
}

/** An error on its way to the other side. */
export interface SentError {
  name: string;
  message: string;
  /** Own fields: `retryAfterS`, `status` and the like. */
  fields: Record<string, unknown>;
}

/**
 * Messages between host and child, both ways. `call` is answered by `answer` or `failure` with the same id, `note` by
 * nothing. `cause` names the call of the other side that led to this one. `broke` is the last word of a child that ends
 * by a fault that nobody caught.
 */
export type ChildMessage =
  | { type: 'call'; id: number; cause: number | null; method: string; parameters: unknown[] }
  | { type: 'note'; method: string; parameters: unknown[] }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failure'; id: number; error: SentError }
  | { type: 'broke'; error: string };
