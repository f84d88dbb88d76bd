import { z } from 'zod';

/** What a client of `/api/v1/live` may send. The first message must be `auth`. */
export const LiveRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), token: z.string().max(8_192).describe('Access token or API key') }),
  z.strictObject({
    type: z.literal('subscribe'),
    channels: z
      .array(z.enum(['readings', 'alerts']))
      .min(1)
      .max(2),
    municipalityIds: z
      .array(z.uuid())
      .max(1_000)
      .optional()
      .describe('Only these; without it all that the caller sees'),
    sensorIds: z.array(z.uuid()).max(1_000).optional().describe('Readings and alerts of these sensors only'),
    cursor: z.string().max(512).optional().describe('Where an earlier connection stopped: continues there'),
  }),
]);
export type LiveRequest = z.infer<typeof LiveRequest>;

/** Readings in columns, in the order they were stored. */
export interface LiveReadings {
  sensorIds: string[];
  /** Unix time, ms. */
  times: number[];
  /** In the sensor's canonical unit. */
  values: number[];
  qualities: number[];
}

/** What the server sends. `cursor` is opaque; keep the last one to resume. */
export type LiveMessage =
  | { type: 'ready'; cursor: string }
  | { type: 'readings'; cursor: string; data: LiveReadings }
  | { type: 'alert'; cursor: string; data: unknown }
  /** The cursor is too old, or the client too slow: fetch the present state again over the API. */
  | { type: 'reset'; cursor: string }
  | { type: 'error'; code: string; detail: string };
