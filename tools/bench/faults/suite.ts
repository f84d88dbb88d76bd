import { planNation, Random } from '@app/simulation';
import { type Fault, type FaultClass, networkFaults, sensorFaults } from './fault-plan';
import { inject } from './inject';
import { operate, sensorsNear, type World } from './operate';
import { calmDays, type Finding, findingOf, isDuring, median } from './tally';
import { type RaisedAlarm, watch } from './watch';

/** What to run. */
export interface SuiteRequest {
  readonly seed: string;
  readonly learnDays: number;
  readonly testDays: number;
  /** Municipalities in order: their sensors are the controls, and are then given faults. */
  readonly towns: number;
  /** Municipalities whose networks suffer faults. */
  readonly networks: number;
  /** At most so many sensors, drawn within each of the municipalities; null: all of them. */
  readonly sensors: number | null;
  /** Mean junctions of a network. */
  readonly junctions: number;
}

/** How faults of one class were met. */
export interface ClassFigures {
  readonly faults: number;
  /** Share for which an alarm of any kind came in time. */
  readonly detected: number;
  /** The same, alarm limits that an operator would set left out. */
  readonly withoutLimits: number;
  /** Share that would be met by chance at the rate of false alarms. */
  readonly byChance: number;
  /** From the start of the fault, hours; null: none detected. */
  readonly medianHours: number | null;
  /** Share for which this kind of alarm came. */
  readonly by: Readonly<Record<string, number>>;
  /** Share that only this kind found. */
  readonly onlyBy: Readonly<Record<string, number>>;
}

/** Alarms without a fault, per sensor and 30 days. */
export interface FalseAlarms {
  readonly sensors: number;
  readonly sensorDays: number;
  /** Without alarm limits that an operator would set. */
  readonly perSensor30Days: number;
  readonly limitsPerSensor30Days: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byQuantity: Readonly<Record<string, number>>;
}

/** What the suite found. */
export interface SuiteReport {
  readonly request: SuiteRequest;
  readonly readings: number;
  readonly classes: Readonly<Partial<Record<FaultClass, ClassFigures>>>;
  /** Sensors that never had a fault, in networks in order. */
  readonly controls: FalseAlarms;
  /** Sensors and networks with faults, in the times between them. */
  readonly betweenFaults: FalseAlarms;
}

const STEP_MS = 900_000;
const START_MS = Date.UTC(2026, 1, 2);
const MONTH_DAYS = 30;

interface Calm {
  readonly world: World;
  readonly alarms: readonly RaisedAlarm[];
  readonly faultsOf: (sensor: string) => readonly Fault[];
}

/** Runs the suite; the same request always gives the same figures. @param progress - told what has been done */
export async function runSuite(request: SuiteRequest, progress: (text: string) => void): Promise<SuiteReport> {
  const { seed, learnDays, testDays, towns, networks, junctions } = request;
  const span = { fromMs: START_MS, learnDays, testDays, stepMs: STEP_MS };
  const plans = planNation({ seed, municipalities: Math.max(3, towns + networks), junctions }).municipalities;
  const findings: Finding[] = [];
  const controls: Calm[] = [];
  const between: Calm[] = [];
  let left = request.sensors ?? Number.POSITIVE_INFINITY;
  let readings = 0;
  const judge = (world: World): RaisedAlarm[] => {
    readings += world.times.length * world.sensors.length;
    return watch(world);
  };
  for (const plan of plans.slice(0, towns)) {
    const whole = await operate(plan, seed, span, false);
    const drawn = new Random(`${seed}/sensors/${plan.code}`).shuffle(whole.sensors);
    const world = { ...whole, sensors: left < drawn.length ? drawn.slice(0, left) : whole.sensors };
    left -= world.sensors.length;
    controls.push({ world, alarms: judge(world), faultsOf: () => [] });
    const faulty = inject(world, seed);
    const alarms = judge(faulty);
    const faultsOf = (sensor: string): readonly Fault[] => faulty.sensorFaults.get(sensor) ?? [];
    between.push({ world, alarms, faultsOf });
    for (const [code, faults] of faulty.sensorFaults)
      for (const fault of faults) findings.push(findingOf(fault, alarms, new Set([code])));
    progress(`${plan.name}: ${world.sensors.length} sensors`);
  }
  for (const plan of plans.slice(towns, towns + networks)) {
    const world = await operate(plan, seed, span, true);
    const alarms = judge(world);
    between.push({ world, alarms, faultsOf: () => world.faults });
    for (const fault of world.faults) {
      const near = sensorsNear(world, fault).map(({ plan: sensor }) => sensor.code);
      findings.push(findingOf(fault, alarms, new Set(near)));
    }
    progress(`${plan.name}: ${world.faults.length} faults of the network`);
  }
  const falseAlarms = falseAlarmsOf(controls);
  const hourly = falseAlarms.perSensor30Days / MONTH_DAYS / 24;
  const classes = Object.fromEntries(
    [...networkFaults, ...sensorFaults].flatMap((kind) => {
      const met = findings.filter((finding) => finding.kind === kind);
      return met.length === 0 ? [] : [[kind, figuresOf(met, hourly)]];
    }),
  );
  return { request, readings, classes, controls: falseAlarms, betweenFaults: falseAlarmsOf(between) };
}

function figuresOf(findings: readonly Finding[], hourly: number): ClassFigures {
  const share = (test: (finding: Finding) => boolean): number =>
    round(findings.filter((finding) => test(finding)).length / findings.length, 3);
  const kinds = [...new Set(findings.flatMap(({ by }) => [...by]))].sort();
  const chance = findings.reduce((sum, { sensorHours }) => sum + 1 - Math.exp(-hourly * sensorHours), 0);
  const times = findings.flatMap(({ afterMs }) => (afterMs === null ? [] : [afterMs / 3_600_000]));
  const middle = median(times);
  return {
    faults: findings.length,
    detected: share(({ by }) => by.size > 0),
    withoutLimits: share(({ by }) => [...by].some((kind) => kind !== 'threshold')),
    byChance: round(chance / findings.length, 3),
    medianHours: middle === null ? null : round(middle, 2),
    by: Object.fromEntries(kinds.map((kind) => [kind, share(({ by }) => by.has(kind))])),
    onlyBy: Object.fromEntries(kinds.map((kind) => [kind, share(({ by }) => by.size === 1 && by.has(kind))])),
  };
}

function falseAlarmsOf(calms: readonly Calm[]): FalseAlarms {
  const alarms: { kind: string; name: string; quantity: string }[] = [];
  const daysOf = new Map<string, number>();
  let sensors = 0;
  let limits = 0;
  for (const { world, alarms: raised, faultsOf } of calms) {
    const from = world.times[world.learned] as number;
    const until = (world.times.at(-1) as number) + STEP_MS;
    const quantities = new Map(world.sensors.map(({ plan }) => [plan.code, plan.quantity]));
    for (const [code, quantity] of quantities) {
      sensors += 1;
      daysOf.set(quantity, (daysOf.get(quantity) ?? 0) + calmDays(faultsOf(code), from, until));
    }
    for (const { sensor, kind, name, timeMs } of raised) {
      if (timeMs < from || isDuring(faultsOf(sensor), timeMs)) continue;
      if (kind === 'threshold') limits += 1;
      else alarms.push({ kind, name, quantity: quantities.get(sensor) ?? '' });
    }
  }
  const days = [...daysOf.values()].reduce((sum, some) => sum + some, 0);
  const rate = (count: number, of: number): number => (of > 0 ? round((count * MONTH_DAYS) / of, 3) : 0);
  const names = [...new Set(alarms.map(({ kind, name }) => nameOf(kind, name)))].sort();
  return {
    sensors,
    sensorDays: Math.round(days),
    perSensor30Days: rate(alarms.length, days),
    limitsPerSensor30Days: rate(limits, days),
    byKind: Object.fromEntries(
      names.map((name) => [name, rate(alarms.filter((alarm) => nameOf(alarm.kind, alarm.name) === name).length, days)]),
    ),
    byQuantity: Object.fromEntries(
      [...daysOf].map(([quantity, of]) => [
        quantity,
        rate(alarms.filter((alarm) => alarm.quantity === quantity).length, of),
      ]),
    ),
  };
}

function nameOf(kind: string, name: string): string {
  return kind === name ? kind : `${kind}: ${name}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
