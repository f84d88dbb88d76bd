import { type SensorProfile } from '@app/detection';
import { limitsFor, MunicipalityOperation, type MunicipalityPlan, Random, type SensorPlan } from '@app/simulation';
import { drawFaults, type Fault, LEAK_GROWS, networkFaults } from './fault-plan';

/** A sensor with its readings. */
export interface WatchedSensor {
  readonly plan: SensorPlan;
  /** As the platform keeps it: default settings, limits of a normal time. */
  readonly profile: SensorProfile;
  /** Canonical unit, one for each time; NaN: no reading. */
  readonly values: Float64Array;
}

/** A municipality through learning and test. */
export interface World {
  readonly plan: MunicipalityPlan;
  /** Unix ms, evenly spaced. */
  readonly times: Float64Array;
  /** Number of times that are for learning. */
  readonly learned: number;
  readonly sensors: readonly WatchedSensor[];
  /** Faults of the network that were played. */
  readonly faults: readonly Fault[];
}

/** How long and how densely a municipality is operated. */
export interface Stretch {
  readonly fromMs: number;
  readonly learnDays: number;
  readonly testDays: number;
  readonly stepMs: number;
}

const DAY_MS = 86_400_000;
/** A growing leak grows so often, ms. */
const GROWTH_MS = 6 * 3_600_000;

interface Act {
  readonly atMs: number;
  readonly play: () => void;
}

/** Operates a municipality. @param faulty - whether its network suffers faults after the learning */
export async function operate(plan: MunicipalityPlan, seed: string, span: Stretch, faulty: boolean): Promise<World> {
  const operation = await MunicipalityOperation.open(plan, seed);
  const testMs = span.fromMs + span.learnDays * DAY_MS;
  const untilMs = testMs + span.testDays * DAY_MS;
  const random = new Random(`${seed}/network faults/${plan.code}`);
  const faults = faulty
    ? drawFaults(random, {
        kinds: [...networkFaults, 'burst', 'pump_trip'],
        fromMs: testMs,
        untilMs,
        stepMs: span.stepMs,
        target: (kind) => targetOf(random, plan, kind === 'pump_trip'),
      })
    : [];
  const acts = faults.flatMap((fault) => actsOf(operation, fault)).sort((a, b) => a.atMs - b.atMs);
  const normal = operation.pass(span.fromMs, testMs, span.stepMs);
  const parts = [normal.history];
  let at = testMs;
  for (const { atMs, play } of acts) {
    if (atMs > at) parts.push(operation.pass(at, atMs, span.stepMs).history);
    at = Math.max(at, atMs);
    play();
  }
  parts.push(operation.pass(at, untilMs, span.stepMs).history);
  operation.close();
  const times = Float64Array.from(parts.flatMap((part) => [...part.times]));
  const sensors = operation.devices
    .flatMap((device) => device.sensors)
    .map((sensor): WatchedSensor => {
      const usual = normal.usual.get(sensor.code) as { min: number; max: number };
      const { thresholds, rangeMin, rangeMax } = limitsFor(sensor, usual, 0);
      const values = new Float64Array(times.length);
      let from = 0;
      for (const part of parts) {
        const sent = part.values.get(sensor.code) as Float64Array;
        values.set(
          sent.map((value) => value / sensor.perCanonical),
          from,
        );
        from += sent.length;
      }
      const intervalS = span.stepMs / 1000;
      const profile = {
        quantity: sensor.quantity,
        rangeMin,
        rangeMax,
        thresholds,
        intervalS,
        settings: {},
        inService: true,
      };
      return { plan: sensor, profile, values };
    });
  return { plan, times, learned: normal.history.times.length, sensors, faults };
}

function targetOf(random: Random, plan: MunicipalityPlan, pump: boolean): string {
  const zone = random.pick(plan.water.zones);
  return pump ? (zone.pumps[0]?.id ?? '') : random.pick(random.pick(zone.districts).junctionIds);
}

/** What has to be done to the network for a fault, and when. */
function actsOf(operation: MunicipalityOperation, { kind, fromMs, untilMs, size, target }: Fault): Act[] {
  const act = (atMs: number, on: boolean, litresPerS: number): Act => ({
    atMs,
    play: () =>
      operation.apply(
        {
          kind: kind === 'pump_trip' ? 'pump-trip' : 'burst',
          municipality: 0,
          startS: 0,
          endS: 0,
          target,
          size: litresPerS,
          text: '',
        },
        on,
      ),
  });
  const end = act(untilMs, false, 0);
  if (kind === 'pump_trip') return [act(fromMs, true, 0), end];
  const mean = districtOf(operation.plan, target)?.meanDemand ?? 0;
  if (kind === 'burst') return [act(fromMs, true, size * mean), end];
  const grows = (untilMs - fromMs) * LEAK_GROWS;
  const steps = Math.max(1, Math.floor(grows / GROWTH_MS));
  const growth = Array.from({ length: steps }, (_, n) =>
    act(fromMs + n * GROWTH_MS, true, (size * mean * (n + 1)) / steps),
  );
  return [...growth, end];
}

/** District of a junction; undefined for one outside of all districts. */
export function districtOf(plan: MunicipalityPlan, junctionId: string) {
  return plan.water.zones
    .flatMap(({ districts }) => districts)
    .find(({ junctionIds }) => junctionIds.includes(junctionId));
}

/**
 * Sensors whose alarms count for a fault of the network: for a trip all of the zone that the pump feeds; for a burst its
 * district's, and the pumps and tank that feed it; for a leak only its district's, since in so much time there is chance.
 */
export function sensorsNear({ plan, sensors }: World, { kind, target }: Fault): WatchedSensor[] {
  const district = districtOf(plan, target);
  const zone = plan.water.zones.find(({ pumps, districts }) =>
    kind === 'pump_trip'
      ? pumps.some(({ id }) => id === target)
      : districts.some(({ code }) => code === district?.code),
  );
  const districts = new Set(kind === 'pump_trip' ? zone?.districts.map(({ code }) => code) : [district?.code]);
  const station = `${plan.code}-Z${zone?.number}-`;
  return sensors.filter(({ plan: sensor }) =>
    sensor.zoneCode === null ? kind !== 'leak' && sensor.code.startsWith(station) : districts.has(sensor.zoneCode),
  );
}
