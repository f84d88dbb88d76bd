import type { z } from 'zod';
import type { PluginContext, RunningPlugin } from './gateway';

/** A message to be carried to a person or a system. */
export interface Notification {
  /** Stays the same over all attempts, so that a receiver can tell repeats. */
  id: string;
  /** What it is about: `alarm.raised`, `alarm.cleared`, `test`. */
  type: string;
  /** Unix ms of the event, not of the attempt. */
  at: number;
  severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  /** One line. */
  subject: string;
  /** Plain text. */
  text: string;
  /** Page in the portal; null: none. */
  url: string | null;
  /** Facts for machines; the same fields as the API has. */
  data: Readonly<Record<string, unknown>>;
  /** Where to, in the words of the channel: an address, a number; null: where the instance is configured to send. */
  recipient: string | null;
}

/** How an attempt ended. */
export type Delivery =
  /** The far side has taken it. @property reference - its name for it */
  | { outcome: 'delivered'; reference: string | null }
  /** It did not work now, and may later. */
  | { outcome: 'retry'; reason: string; retryAfterS: number | null }
  /** It will never work: a wrong address, a message that is not accepted. */
  | { outcome: 'failed'; reason: string };

/** Carries messages out. A thrown error counts as `retry`. */
export interface Channel extends RunningPlugin {
  deliver(notification: Notification): Promise<Delivery>;
}

export interface ChannelPlugin<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'channel';
  readonly config: Schema;
  create(config: z.output<Schema>, context: PluginContext): Channel;
}

/** Declares a channel plugin; the default export of its entry. */
export function defineChannel<Schema extends z.ZodType>(
  config: Schema,
  create: (config: z.output<Schema>, context: PluginContext) => Channel,
): ChannelPlugin<Schema> {
  return { kind: 'channel', config, create };
}
