import { eventCauses } from '@app/contracts';
import { directionOf, familyOf, type Finding } from './finding';

/** Causes that an event may have. */
export const hypothesisKinds = eventCauses;
export type HypothesisKind = (typeof hypothesisKinds)[number];

/** Facts that speak for or against a cause. Stable names: stored, and put into words by the portal. */
export type Evidence =
  | 'pressure_down'
  | 'pressure_up'
  | 'flow_up'
  | 'flow_down'
  | 'flow_zero'
  | 'level_down'
  | 'level_up'
  | 'power_zero'
  | 'power_anomaly'
  | 'night_flow_up'
  | 'model_disagrees'
  | 'one_sensor_only'
  | 'instrument_symptom'
  | 'silence_one_device'
  | 'silence_many_devices'
  | 'voltage_down'
  | 'quality_changed'
  | 'short'
  | 'long'
  | 'several_sensors';

/** A cause, how likely it is among all considered, and why. */
export interface Hypothesis {
  readonly kind: HypothesisKind;
  /** Share of belief, 0 to 1; all together give 1. */
  readonly confidence: number;
  readonly reasons: readonly Evidence[];
}

/** Belief before any evidence: how often such things happen to a utility, as weights (own estimate, to be set by experience). */
const prior: Readonly<Record<HypothesisKind, number>> = {
  burst: 1,
  leak: 1,
  pump_trip: 0.8,
  valve: 0.6,
  fire_fighting: 0.3,
  tank_level: 0.6,
  meter_fault: 1,
  communication_loss: 1,
  power_cut: 0.4,
  water_quality: 1,
  unknown: 1.2,
};

/** How many times likelier a fact is under a cause than without it; below 1 it speaks against. Facts not named say nothing. */
const likelihood: Readonly<Record<HypothesisKind, Partial<Record<Evidence, number>>>> = {
  burst: {
    pressure_down: 5,
    flow_up: 6,
    several_sensors: 2,
    model_disagrees: 2,
    level_down: 1.5,
    flow_zero: 0.3,
    power_zero: 0.2,
    one_sensor_only: 0.5,
    night_flow_up: 1.5,
    short: 0.1,
  },
  leak: {
    night_flow_up: 14,
    model_disagrees: 2,
    flow_up: 1.5,
    long: 2,
    pressure_down: 1.2,
    short: 0.3,
    power_zero: 0.2,
  },
  pump_trip: {
    power_zero: 12,
    flow_zero: 6,
    power_anomaly: 3,
    pressure_down: 2,
    level_down: 1.5,
    flow_down: 2,
    flow_up: 0.3,
  },
  valve: {
    flow_down: 4,
    pressure_up: 4,
    flow_zero: 3,
    pressure_down: 1.5,
    model_disagrees: 2,
    flow_up: 0.4,
    power_zero: 0.3,
  },
  fire_fighting: {
    flow_up: 3,
    pressure_down: 2,
    short: 4,
    long: 0.1,
    night_flow_up: 0.2,
    level_down: 1.2,
    one_sensor_only: 0.7,
  },
  tank_level: { level_down: 6, level_up: 8, pressure_down: 0.7, flow_up: 0.8 },
  meter_fault: {
    instrument_symptom: 12,
    one_sensor_only: 3,
    several_sensors: 0.2,
    voltage_down: 2,
    night_flow_up: 0.3,
    power_zero: 0.5,
  },
  communication_loss: { silence_one_device: 14, silence_many_devices: 4 },
  power_cut: { silence_many_devices: 12, voltage_down: 8, power_zero: 3, silence_one_device: 0.5 },
  water_quality: { quality_changed: 25, several_sensors: 1.3, instrument_symptom: 0.4 },
  unknown: {},
};

/** Hydraulic causes say nothing about an event that shows no sign of the kind; nor the others of theirs. */
const needs: Readonly<Partial<Record<HypothesisKind, readonly Evidence[]>>> = {
  burst: ['pressure_down', 'flow_up', 'model_disagrees'],
  leak: ['night_flow_up', 'flow_up', 'model_disagrees'],
  pump_trip: ['power_zero', 'flow_zero', 'power_anomaly', 'flow_down', 'pressure_down'],
  valve: ['flow_down', 'flow_zero', 'pressure_up', 'model_disagrees'],
  fire_fighting: ['flow_up', 'pressure_down'],
  tank_level: ['level_down', 'level_up'],
  meter_fault: ['instrument_symptom', 'one_sensor_only'],
  communication_loss: ['silence_one_device', 'silence_many_devices'],
  power_cut: ['silence_many_devices', 'voltage_down', 'power_zero'],
  water_quality: ['quality_changed'],
};

const SHORT_MS = 3 * 3_600_000;
const LONG_MS = 12 * 3_600_000;

/** The facts that an event's alarms show. */
export function evidenceOf(findings: readonly Finding[], now: number): Evidence[] {
  const facts = new Set<Evidence>();
  for (const finding of findings) for (const fact of factsOf(finding)) facts.add(fact);
  const silent = new Set(
    findings.filter(({ kind }) => kind === 'silence').map(({ deviceId, sensorId }) => deviceId ?? sensorId),
  );
  if (silent.size === 1) facts.add('silence_one_device');
  if (silent.size > 1) facts.add('silence_many_devices');
  const measuring = findings.filter((finding) => familyOf(finding) !== 'communication');
  const sensors = new Set(measuring.map(({ sensorId }) => sensorId));
  if (sensors.size === 1) facts.add('one_sensor_only');
  if (sensors.size > 1) facts.add('several_sensors');
  const from = Math.min(...findings.map(({ raisedAt }) => raisedAt));
  const over = findings.every(({ clearedAt }) => clearedAt !== null);
  const to = over ? Math.max(...findings.map(({ clearedAt }) => clearedAt ?? 0)) : now;
  if (over && to - from <= SHORT_MS) facts.add('short');
  if (to - from >= LONG_MS) facts.add('long');
  return [...facts];
}

function* factsOf(finding: Finding): Iterable<Evidence> {
  const { kind, quantity, value } = finding;
  if (kind === 'silence') return;
  if (familyOf(finding) === 'instrument') {
    yield quantity === 'voltage' && directionOf(finding) < 0 ? 'voltage_down' : 'instrument_symptom';
    return;
  }
  if (kind === 'leak') yield 'night_flow_up';
  if (kind === 'twin') yield 'model_disagrees';
  if (familyOf(finding) === 'quality') yield 'quality_changed';
  const direction = directionOf(finding);
  if (quantity === 'pressure')
    yield* direction < 0 ? ['pressure_down' as const] : direction > 0 ? ['pressure_up' as const] : [];
  if (quantity === 'level') yield* direction < 0 ? ['level_down' as const] : direction > 0 ? ['level_up' as const] : [];
  if (quantity === 'power') yield value === 0 ? 'power_zero' : 'power_anomaly';
  if (quantity !== 'flow') return;
  if (value === 0) yield 'flow_zero';
  else if (direction !== 0 && kind !== 'leak') yield direction < 0 ? 'flow_down' : 'flow_up';
}

/**
 * Ranks the causes that an event may have (naive Bayes: the prior of each cause times the likelihood ratio of each fact,
 * normalised). A cause without any sign that it needs is left out.
 *
 * @param now - Unix ms; for events that go on
 * @returns likeliest first, at most four, confidences rounded to hundredths
 */
export function rankHypotheses(findings: readonly Finding[], now: number): Hypothesis[] {
  const facts = evidenceOf(findings, now);
  const candidates = hypothesisKinds
    .filter((kind) => needs[kind]?.some((fact) => facts.includes(fact)) ?? true)
    .map((kind) => {
      const ratios = likelihood[kind];
      const weight = facts.reduce((product, fact) => product * (ratios[fact] ?? 1), prior[kind]);
      return { kind, weight, reasons: facts.filter((fact) => (ratios[fact] ?? 1) > 1) };
    });
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  return candidates
    .map(({ kind, weight, reasons }) => ({ kind, confidence: Math.round((weight / total) * 100) / 100, reasons }))
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, 4);
}
