import type { Estimate } from '../reason';
import { median, quantile, robustSlope, timeTo } from '../trend';
import { type Sign, type Wear, stepWeight, wearOf } from '../wear';
import { pumpFigures } from './pump-power';

/** A pump's measured life, one entry a moment, oldest first; NaN where something was not measured. */
export interface PumpSeries {
  /** Unix ms. */
  readonly times: Float64Array;
  /** Electrical power, kW. */
  readonly powerKw: Float64Array;
  /** m³/h; that of the station. */
  readonly flow: Float64Array;
  /** Total head, m. */
  readonly head: Float64Array;
  /** 1 while another pump of the station ran, so that flow is not this pump's alone. */
  readonly shared: Uint8Array;
  /** The head is only that behind the pump: efficiency is comparable with itself, no absolute figure. */
  readonly relative: boolean;
  /** Efficiency by flow (m³/h) when it was commissioned; null: not known, its own best stands in. */
  readonly commissioning: readonly { readonly flow: number; readonly efficiency: number }[] | null;
  /** Starts an hour that its motor bears. */
  readonly startsPerHourLimit: number;
}

/** Health of a pump. */
export interface PumpHealth extends Wear {
  /** Days until it is a tenth below its curve; null: it does not fall, or is there already. */
  readonly remainingDays: Estimate | null;
  readonly measures: Readonly<Record<string, number | null>>;
}

export const PUMP_HORIZON_DAYS = 90;
const USUAL = 0.02;
const FAR_DAYS = 3_650;
/** Flow has not settled so long after a start, ms. */
const SETTLE_MS = 120_000;
const DAY_MS = 86_400_000;
/** Below its curve by this much counts as worn. */
const WORN = 0.1;
const LATELY_MS = 7 * DAY_MS;
const BINS = 8;
const LEAST_SAMPLES = 20;

interface Sample {
  readonly time: number;
  readonly flow: number;
  readonly efficiency: number;
  readonly specificEnergy: number;
  readonly per100M: number;
}

/** Judges a pump; null when its power says nothing (it never ran). */
export function assessPump(series: PumpSeries): PumpHealth | null {
  const running = runningOf(series.powerKw);
  if (running === null) return null;
  const { starts, hours, deadHead } = duty(series, running);
  const samples = samplesOf(series, running);
  const worn = wornOf(series, samples);
  const hoursSpan = ((series.times.at(-1) ?? 0) - (series.times[0] ?? 0)) / 3_600_000;
  const startsPerHour = hoursSpan > 0 ? starts / hoursSpan : 0;
  const busy = startsPerHour / series.startsPerHourLimit;
  const signs: Sign[] = [
    sign(
      'pump.worn',
      stepWeight(worn?.below ?? 0, [
        [0.05, 0.4],
        [WORN, 1.2],
        [0.2, 2],
      ]),
      { percent: percent(worn?.below) },
      `It is ${percent(worn?.below)} % less efficient than at its best for the same flow`,
    ),
    sign(
      'pump.starts',
      stepWeight(busy, [
        [0.7, 0.5],
        [1, 1.5],
      ]),
      { starts: round(startsPerHour), limit: series.startsPerHourLimit },
      `It starts ${round(startsPerHour)} times an hour`,
    ),
    sign(
      'pump.dead-head',
      stepWeight(deadHead, [
        [0.02, 1],
        [0.2, 2],
      ]),
      { percent: percent(deadHead) },
      `In ${percent(deadHead)} % of its time it runs against a closed way`,
    ),
    sign(
      'pump.falling',
      worn?.remaining != null && worn.remaining.value < 365 ? 0.7 : 0,
      { days: Math.round(worn?.remaining?.value ?? 0) },
      `Its efficiency falls: a tenth is lost in about ${Math.round(worn?.remaining?.value ?? 0)} days`,
    ),
    sign(
      'pump.impossible',
      (worn?.efficiency ?? 0) > 0.95 && !series.relative ? 0.5 : 0,
      { percent: percent(worn?.efficiency) },
      'Its efficiency is higher than can be: look at the meters',
    ),
  ].filter(({ weight }) => weight > 0);
  return {
    ...wearOf(USUAL, signs),
    remainingDays: worn?.remaining ?? null,
    measures: {
      efficiency: series.relative ? null : (worn?.efficiency ?? null),
      relativeEfficiency: series.relative ? (worn?.efficiency ?? null) : null,
      belowCurve: worn?.below ?? null,
      specificEnergy: worn?.specificEnergy ?? null,
      per100M: worn?.per100M ?? null,
      startsPerHour,
      hours,
      deadHeadShare: deadHead,
      samples: samples.length,
    },
  };
}

/** 1 where it runs: more than a twentieth of what it usually takes up. */
function runningOf(powerKw: Float64Array): Uint8Array | null {
  const known = powerKw.filter((value) => Number.isFinite(value)).sort();
  const usual = quantile(known, 0.95);
  if (!(usual > 0)) return null;
  return Uint8Array.from(powerKw, (value) => (value > usual / 20 ? 1 : 0));
}

function duty({ times, flow }: PumpSeries, running: Uint8Array): { starts: number; hours: number; deadHead: number } {
  const least = quantile(flow.filter((value) => value > 0).sort(), 0.5) / 50;
  let [starts, onMs, deadMs] = [0, 0, 0];
  for (let i = 1; i < running.length; i += 1) {
    const stepMs = Math.min(3_600_000, (times[i] as number) - (times[i - 1] as number));
    if (running[i] === 1 && running[i - 1] === 0) starts += 1;
    if (running[i - 1] === 0 || running[i] === 0) continue;
    onMs += stepMs;
    if ((flow[i] as number) <= least) deadMs += stepMs;
  }
  return { starts, hours: onMs / 3_600_000, deadHead: onMs > 0 ? deadMs / onMs : 0 };
}

function samplesOf(series: PumpSeries, running: Uint8Array): Sample[] {
  const samples: Sample[] = [];
  let since = -Infinity;
  for (let i = 0; i < running.length; i += 1) {
    const time = series.times[i] as number;
    if (running[i] === 0) {
      since = Infinity;
      continue;
    }
    if (!Number.isFinite(since)) since = since > 0 ? time : -Infinity;
    const flow = series.flow[i] as number;
    const figures = pumpFigures(flow, series.head[i] as number, series.powerKw[i] as number);
    if (series.shared[i] === 1 || time - since < SETTLE_MS || figures === null) continue;
    samples.push({ time, flow, ...figures });
  }
  return samples;
}

interface Worn {
  readonly efficiency: number;
  readonly specificEnergy: number;
  readonly per100M: number;
  /** Share by which it lies below its curve lately. */
  readonly below: number;
  readonly remaining: Estimate | null;
}

/** Compares the last week with the curve, at equal flow. */
function wornOf({ commissioning }: PumpSeries, samples: readonly Sample[]): Worn | null {
  const end = samples.at(-1)?.time ?? 0;
  const lately = samples.filter(({ time }) => time > end - LATELY_MS);
  if (lately.length < LEAST_SAMPLES) return null;
  const curve = commissioning !== null && commissioning.length > 0 ? pointCurve(commissioning) : ownBest(samples);
  const below = samples.map(({ flow, efficiency }) => 1 - efficiency / curve(flow));
  const now = median(below.slice(-lately.length));
  const byDay = new Map<number, number[]>();
  samples.forEach(({ time }, index) => {
    const day = Math.floor(time / DAY_MS);
    byDay.set(day, [...(byDay.get(day) ?? []), below[index] as number]);
  });
  const days = [...byDay.keys()];
  const slope =
    days.length < 14
      ? null
      : robustSlope(
          days,
          days.map((day) => median(byDay.get(day) ?? [])),
        );
  return {
    efficiency: median(lately.map(({ efficiency }) => efficiency)),
    specificEnergy: median(lately.map(({ specificEnergy }) => specificEnergy)),
    per100M: median(lately.map(({ per100M }) => per100M)),
    below: Math.max(0, now),
    remaining: slope === null || slope.low <= 0 || now >= WORN ? null : timeTo(WORN, now, slope, FAR_DAYS),
  };
}

type Curve = (flow: number) => number;

function pointCurve(points: readonly { readonly flow: number; readonly efficiency: number }[]): Curve {
  const sorted = [...points].sort((a, b) => a.flow - b.flow);
  return (flow) => {
    const after = sorted.findIndex((point) => point.flow >= flow);
    if (after <= 0) return (after === 0 ? sorted[0] : sorted.at(-1))?.efficiency ?? 1;
    const [low, high] = [sorted[after - 1] as Sample, sorted[after] as Sample];
    const share = (flow - low.flow) / (high.flow - low.flow);
    return low.efficiency + share * (high.efficiency - low.efficiency);
  };
}

/** Its own best: the ninth tenth of efficiency in each eighth of its flows. */
function ownBest(samples: readonly Sample[]): Curve {
  const flows = Float64Array.from(samples, ({ flow }) => flow).sort();
  const edges = Array.from({ length: BINS - 1 }, (_, index) => quantile(flows, (index + 1) / BINS));
  const binOf = (flow: number) => edges.filter((edge) => flow > edge).length;
  const bins = Array.from({ length: BINS }, (): number[] => []);
  for (const { flow, efficiency } of samples) bins[binOf(flow)]?.push(efficiency);
  const best = bins.map((values) =>
    quantile(
      values.sort((a, b) => a - b),
      0.9,
    ),
  );
  return (flow) => best[binOf(flow)] ?? 1;
}

function sign(code: string, weight: number, values: Sign['values'], text: string): Sign {
  return { code, weight, values, text };
}

function percent(value: number | undefined): number {
  return Math.round((value ?? 0) * 100);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
