import type { Alarm } from '../data/types';

/** A block of readings, one entry per reading. Times are ms since 1970. */
export interface ReadingBlock {
  sensorIds: string[];
  times: number[];
  values: number[];
  qualities: number[];
}

/** What the live stream sends. */
export type ServerMessage =
  | { type: 'ready'; cursor: string | null }
  | { type: 'readings'; cursor: string; data: ReadingBlock }
  | { type: 'alert'; cursor: string; data: Alarm }
  | { type: 'reset'; cursor?: string | null }
  | { type: 'error'; code: string; detail?: string };

/** What a screen wants to hear of; an absent or empty list does not narrow. */
export interface LiveWish {
  municipalityIds?: readonly string[];
  sensorIds?: readonly string[];
}

/** Reads one message; null when it is none of ours. */
export function parseMessage(text: unknown): ServerMessage | null {
  if (typeof text !== 'string') return null;
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('type' in message)) return null;
    return message as ServerMessage;
  } catch {
    return null;
  }
}
