import { setTimeout as wait } from 'node:timers/promises';
import { mapLimit } from '../client/api-client';
import type { DeviceLink, WireReading } from '../client/device-link';
import type { Series } from './series';

/** A series with the way on which it goes. */
export interface Lane {
  readonly series: Series;
  /** Sent as `sensor_id`. */
  readonly sensor: string;
  readonly unit: string;
  readonly via: 'mqtt' | 'http';
  readonly link: DeviceLink;
}

/** How to send. */
export interface SendSettings {
  /** Added to every recorded time, ms. */
  readonly shiftMs: number;
  /** Recorded seconds per real second; null: as fast as it goes. */
  readonly speed: number | null;
  readonly signal: AbortSignal;
  readonly progress: (answered: number, total: number) => void;
}

/** What became of one lane. */
export interface LaneFigures {
  readonly name: string;
  readonly sensor: string;
  readonly via: 'mqtt' | 'http';
  sent: number;
  acknowledged: number;
  rejected: number;
  readonly reasons: string[];
}

/** Most readings of one message on each way. */
const perMessage = { mqtt: 500, http: 5000 } as const;
/** Lanes under way at the same time. */
const parallel = 6;
/** With a speed, readings that fall due within so much real time go together, ms. */
const tickMs = 250;

/** Sends all lanes; each in order of time and one message at a time, so that every reading is acknowledged before the next goes. */
export async function sendSeries(lanes: readonly Lane[], settings: SendSettings): Promise<LaneFigures[]> {
  const total = lanes.reduce((sum, { series }) => sum + series.times.length, 0);
  let answered = 0;
  const startMs = Math.min(...lanes.map(({ series }) => series.times[0] ?? Infinity));
  const beganMs = Date.now();
  const all = settings.speed === null ? parallel : Math.max(1, lanes.length);
  return mapLimit(lanes, all, async (lane) => {
    const { series, sensor, via, link } = lane;
    const figures: LaneFigures = { name: series.name, sensor, via, sent: 0, acknowledged: 0, rejected: 0, reasons: [] };
    for (let from = 0; from < series.times.length;) {
      const until = await nextUntil(lane, from, startMs, beganMs, settings);
      const batch = slice(lane, from, until, settings.shiftMs);
      const report = await link.send(batch, settings.signal);
      figures.sent += batch.length;
      figures.acknowledged += report.accepted;
      figures.rejected += report.rejected;
      if (figures.reasons.length < 5) figures.reasons.push(...report.reasons.slice(0, 5 - figures.reasons.length));
      answered += batch.length;
      settings.progress(answered, total);
      from = until;
    }
    return figures;
  });
}

/** End of the next message, after waiting until its readings are due. */
async function nextUntil(
  { series, via }: Lane,
  from: number,
  startMs: number,
  beganMs: number,
  { speed, signal }: SendSettings,
): Promise<number> {
  const most = Math.min(series.times.length, from + perMessage[via]);
  if (speed === null) return most;
  const dueMs = (index: number): number => beganMs + ((series.times[index] as number) - startMs) / speed;
  const pauseMs = dueMs(from) - Date.now();
  if (pauseMs > 0) await wait(pauseMs, undefined, { signal });
  let until = from + 1;
  while (until < most && dueMs(until) <= Date.now() + tickMs) until += 1;
  return until;
}

function slice({ series, sensor, unit }: Lane, from: number, until: number, shiftMs: number): WireReading[] {
  return series.times.slice(from, until).map((timeMs, index) => ({
    sensor_id: sensor,
    value: series.values[from + index] as number,
    unit,
    timestamp: new Date(timeMs + shiftMs).toISOString(),
  }));
}

/**
 * Shift that makes a recording end now. At a speed it ends when its last reading is sent, so that no reading lies in the future.
 *
 * @returns ms to add, a whole number of seconds
 */
export function liveShiftMs(series: readonly Series[], speed: number | null, nowMs: number): number {
  const first = Math.min(...series.map(({ times }) => times[0] ?? Infinity));
  const last = Math.max(...series.map(({ times }) => times.at(-1) ?? -Infinity));
  if (!Number.isFinite(first) || !Number.isFinite(last)) return 0;
  const durationMs = speed === null ? 0 : (last - first) / speed;
  return Math.floor((nowMs + durationMs - last) / 1000) * 1000;
}
