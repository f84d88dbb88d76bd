import { type JudgeMemory, judge, newJudge } from './judge';
import { type RunningScale, learn, newScale, sigma } from './robust-scale';
import type { AreaSlot } from './twin-types';

/** What is learned about the use of a metered area; small, and JSON. */
export interface AreaMemory {
  /** Use over that of the file (without use: the imbalance itself), by hour, working days then weekends. */
  hours: RunningScale[];
  all: RunningScale;
  /** Of the use over the expected one. */
  rest: RunningScale;
  judge: JudgeMemory;
  /** Surplus while an alarm holds, m3/h: running mean, and how many moments. */
  surplus: { mean: number; n: number };
}

export interface AreaVerdict {
  /** null while it is being learned. */
  readonly expectedM3h: number | null;
  readonly z: number | null;
  readonly changed: boolean;
  readonly holds: -1 | 0 | 1;
  /** Estimated begin of what holds, Unix ms; null when nothing does. */
  readonly since: number | null;
  /** Surplus of the last few moments, m3/h. */
  readonly surplusM3h: number | null;
}

const HOURS = 24;
/** A day of quarters of an hour. */
const FIRST = 96;
const FIRST_OF_HOUR = 3;
const FIRST_OF_REST = 24;
/** Least relative and absolute (m3/h) standard deviation that is believed. */
const LEAST_SHARE = 0.025;
const LEAST_M3H = 0.36;
/** Of what passes through an area without use: errors of meters and of the moment at which pumps switch. */
const PASSING_SHARE = 0.05;
/** The surplus is that of about so many moments: a leak may grow. */
const SURPLUS_MEMORY = 8;
const ADOPT_MS = 14 * 86_400_000;

export function newAreaMemory(): AreaMemory {
  return {
    hours: Array.from({ length: 2 * HOURS }, newScale),
    all: newScale(),
    rest: newScale(),
    judge: newJudge(),
    surplus: { mean: 0, n: 0 },
  };
}

/** Use to be expected, m3/h; null while it is being learned. */
export function expectedUse(memory: AreaMemory, nominalM3h: number, hourOfWeek: number): number | null {
  if (memory.all.n < FIRST) return null;
  const ratio = usual(memory, hourOfWeek);
  return nominalM3h > 0 ? ratio * nominalM3h : ratio;
}

/** Takes the next balance of an area. Changes the memory; nothing is learned while an alarm holds. */
export function takeArea(memory: AreaMemory, slot: AreaSlot, at: number, hourOfWeek: number): AreaVerdict {
  const { useM3h, nominalM3h, throughputM3h } = slot;
  const expectedM3h = expectedUse(memory, nominalM3h, hourOfWeek);
  if (useM3h === null) return verdict(memory, expectedM3h, null, false);
  const isRelative = nominalM3h > 0;
  const guess = usual(memory, hourOfWeek) * (isRelative ? nominalM3h : 1);
  const unit = isRelative ? Math.max(Math.abs(guess), 1e-9) : 1;
  const off = (useM3h - guess) / unit;
  const leastM3h = Math.max(LEAST_M3H, isRelative ? LEAST_SHARE * guess : PASSING_SHARE * throughputM3h);
  const least = leastM3h / unit;
  const z = off / Math.max(sigma(memory.rest), least);
  const isKnown = expectedM3h !== null && memory.rest.n >= FIRST_OF_REST;
  const changed = isKnown && judge(memory.judge, z, at);
  const { holds, since } = memory.judge;
  if (holds !== 0 && at - since > ADOPT_MS) {
    Object.assign(memory, newAreaMemory());
    return verdict(memory, null, null, true);
  }
  if (holds === 0) {
    memory.surplus = { mean: 0, n: 0 };
    // Against a mean over all hours the spread would look larger than it is.
    if (known(memory, hourOfWeek) !== null) learn(memory.rest, off);
    const value = isRelative ? useM3h / nominalM3h : useM3h;
    learn(hourOf(memory, hourOfWeek), value, 80);
    learn(memory.all, value);
  } else {
    const { surplus } = memory;
    surplus.n += 1;
    surplus.mean += (useM3h - guess - surplus.mean) / Math.min(surplus.n, SURPLUS_MEMORY);
  }
  return verdict(memory, expectedM3h, isKnown ? z : null, changed);
}

function verdict(memory: AreaMemory, expectedM3h: number | null, z: number | null, changed: boolean): AreaVerdict {
  const { holds, since } = memory.judge;
  const { mean, n } = memory.surplus;
  return { expectedM3h, z, changed, holds, since: holds === 0 ? null : since, surplusM3h: n === 0 ? null : mean };
}

/** Usual ratio of the hour, else over all. */
function usual(memory: AreaMemory, hourOfWeek: number): number {
  return known(memory, hourOfWeek) ?? memory.all.mean;
}

/** Usual ratio of the hour, or of the same hour on the other kind of days; null while neither is known. */
function known(memory: AreaMemory, hourOfWeek: number): number | null {
  const own = hourOf(memory, hourOfWeek);
  if (own.n >= FIRST_OF_HOUR) return own.mean;
  const hour = Math.floor(hourOfWeek) % HOURS;
  const other = memory.hours[hourOfWeek >= 5 * HOURS ? hour : hour + HOURS] as RunningScale;
  return other.n >= FIRST_OF_HOUR ? other.mean : null;
}

function hourOf(memory: AreaMemory, hourOfWeek: number): RunningScale {
  const hour = Math.floor(hourOfWeek) % HOURS;
  return memory.hours[hourOfWeek >= 5 * HOURS ? hour + HOURS : hour] as RunningScale;
}
