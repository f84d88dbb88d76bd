import type { z } from 'zod';
import type { DecodedValue, UplinkFrame } from './codec-library';
import type { PluginContext, RunningPlugin } from './gateway';

/** Reads payloads of one kind of device, and may write orders for it. */
export interface Codec extends RunningPlugin {
  /** @throws {Error} whose message says, for a person, what is wrong with the payload */
  decode(frame: UplinkFrame): Promise<{ values: DecodedValue[]; warnings: string[] }>;
  /** @throws {Error} when it cannot be written */
  encode?(data: Readonly<Record<string, unknown>>): Promise<{ bytes: Uint8Array; fPort: number }>;
}

export interface CodecPlugin<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'codec';
  readonly config: Schema;
  create(config: z.output<Schema>, context: PluginContext): Codec;
}

/** Declares a codec plugin; the default export of its entry. */
export function defineCodec<Schema extends z.ZodType>(
  config: Schema,
  create: (config: z.output<Schema>, context: PluginContext) => Codec,
): CodecPlugin<Schema> {
  return { kind: 'codec', config, create };
}
