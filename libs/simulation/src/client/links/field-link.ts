import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../generator/random';
import type { DeviceLink, LinkReport, WireReading } from '../device-link';
import type { Habit } from './habits';

/** How often and how strongly a device has its habits. */
export interface HabitMeasures {
  /** Share of messages after which the network is gone for a while. */
  readonly burst: number;
  /** How long it is gone, ms. */
  readonly burstMs: { readonly least: number; readonly most: number };
  /** Farthest that a clock is away, ms. */
  readonly driftMs: number;
  /** Share of messages that are sent again though they arrived. */
  readonly duplicate: number;
  /** Share of messages whose later half is sent first. */
  readonly disorder: number;
  /** Share of messages that break off once before they arrive. */
  readonly half: number;
}

export const usualMeasures: HabitMeasures = {
  burst: 0.02,
  burstMs: { least: 20_000, most: 90_000 },
  driftMs: 45_000,
  duplicate: 0.08,
  disorder: 0.15,
  half: 0.08,
};

/** A clock that gains or loses so much is set once it is too far away. */
const RATE = 400e-6;

/** Gives a device the habits of the field. All readings arrive, with the times that its clock showed. */
export class FieldLink implements DeviceLink {
  private readonly startMs = Date.now();
  private readonly rate: number;
  private readonly offsetMs: number;
  private readonly has: (habit: Habit) => boolean;

  constructor(
    private readonly link: DeviceLink,
    habits: readonly Habit[],
    private readonly random: Random,
    private readonly measures: HabitMeasures = usualMeasures,
  ) {
    this.has = (habit) => habits.includes(habit);
    this.rate = this.has('drift') ? random.range(-RATE, RATE) : 0;
    this.offsetMs = this.has('drift') ? random.range(-measures.driftMs, measures.driftMs) / 2 : 0;
  }

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    const { random, measures } = this;
    const { burst, burstMs, duplicate, disorder, half } = measures;
    const told = readings.map((reading) => this.byItsClock(reading));
    if (this.has('half-frames') && random.chance(half)) await this.link.half?.(told);
    const turned = this.has('disorder') && random.chance(disorder);
    const middle = turned ? told.length >> 1 : 0;
    const parts = [shuffled(told.slice(middle), turned, random), shuffled(told.slice(0, middle), turned, random)];
    const reports: LinkReport[] = [];
    for (const part of parts) {
      if (part.length === 0) continue;
      reports.push(await this.link.send(part, signal));
      if (this.has('duplicates') && random.chance(duplicate)) await this.link.send(part, signal);
    }
    if (this.has('bursts') && random.chance(burst)) {
      await wait(random.range(burstMs.least, burstMs.most), undefined, { signal });
    }
    return {
      accepted: reports.reduce((sum, { accepted }) => sum + accepted, 0),
      rejected: reports.reduce((sum, { rejected }) => sum + rejected, 0),
      reasons: reports.flatMap(({ reasons }) => reasons).slice(0, 5),
    };
  }

  pause(): Promise<void> {
    return this.link.pause();
  }

  resume(): void {
    this.link.resume();
  }

  close(): Promise<void> {
    return this.link.close();
  }

  /** The same moment always gives the same time, so that a repeat is one. */
  private byItsClock(reading: WireReading): WireReading {
    if (!this.has('drift')) return reading;
    const ms = Date.parse(reading.timestamp);
    const { driftMs } = this.measures;
    const span = 2 * driftMs;
    const turn = (this.offsetMs + (ms - this.startMs) * this.rate + driftMs) % span;
    const away = ((turn + span) % span) - driftMs;
    return { ...reading, timestamp: new Date(Math.round(ms + away)).toISOString() };
  }
}

function shuffled(readings: readonly WireReading[], mixed: boolean, random: Random): WireReading[] {
  const list = [...readings];
  if (!mixed) return list;
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [list[i], list[j]] = [list[j] as WireReading, list[i] as WireReading];
  }
  return list;
}
