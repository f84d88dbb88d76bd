import type { MunicipalityPlan } from '../generator/nation';
import type { Random } from '../generator/random';
import type { DevicePlan, SensorPlan } from './sensor-plan';

/** What can go wrong. */
export type IncidentKind = 'burst' | 'pump-trip' | 'chlorine-dosing' | 'turbid-water' | 'stuck' | 'silent' | 'spike';

/** Something that goes wrong for a while. Times are real time since the start of live operation, s. */
export interface Incident {
  readonly kind: IncidentKind;
  readonly municipality: number;
  readonly startS: number;
  readonly endS: number;
  /** Junction of a burst, pump of a trip, code of a sensor, name of a device; empty for the works. */
  readonly target: string;
  /** Escaping flow of a burst, L/s; 0 otherwise. */
  readonly size: number;
  /** One sentence for the log. */
  readonly text: string;
}

/** A municipality as the schedule sees it. */
export interface IncidentSite {
  readonly plan: MunicipalityPlan;
  readonly devices: readonly DevicePlan[];
}

/** Kinds with which live operation opens, and seconds after the start. Each crosses a limit or stops a device for sure. */
const opening: readonly { readonly kind: IncidentKind; readonly startS: number }[] = [
  { kind: 'burst', startS: 8 },
  { kind: 'pump-trip', startS: 14 },
  { kind: 'turbid-water', startS: 22 },
  { kind: 'silent', startS: 30 },
  { kind: 'chlorine-dosing', startS: 38 },
  { kind: 'burst', startS: 55 },
];

const usualKinds: readonly IncidentKind[] = [
  'burst',
  'burst',
  'burst',
  'pump-trip',
  'pump-trip',
  'chlorine-dosing',
  'turbid-water',
  'stuck',
  'silent',
  'spike',
];

/**
 * Endless sequence of incidents in order of their start: a busy first minute, then at random times with the given mean rate.
 * Two incidents never meet in one municipality at the same time.
 *
 * @param perHour - mean rate after the opening; 0 gives no incidents at all, not even the opening
 */
export function* scheduleIncidents(
  random: Random,
  sites: readonly IncidentSite[],
  perHour: number,
): Generator<Incident> {
  if (perHour <= 0 || sites.length === 0) return;
  const busyUntil = sites.map(() => 0);
  const order = random.shuffle(sites.map((_, index) => index));
  for (const [index, { kind, startS }] of opening.slice(0, sites.length).entries()) {
    const municipality = order[index] as number;
    const incident = makeIncident(random, sites[municipality] as IncidentSite, municipality, kind, startS);
    busyUntil[municipality] = incident.endS + 60;
    yield incident;
  }
  let time = 120;
  for (;;) {
    time += random.exponential(3600 / perHour);
    const free = order.filter((index) => (busyUntil[index] as number) < time);
    if (free.length === 0) continue;
    const municipality = random.pick(free);
    const incident = makeIncident(
      random,
      sites[municipality] as IncidentSite,
      municipality,
      random.pick(usualKinds),
      time,
    );
    busyUntil[municipality] = incident.endS + 60;
    yield incident;
  }
}

function makeIncident(
  random: Random,
  site: IncidentSite,
  municipality: number,
  kind: IncidentKind,
  startS: number,
): Incident {
  const { plan, devices } = site;
  // A stuck instrument shows only after some minutes.
  const endS = startS + (kind === 'stuck' ? random.range(480, 900) : random.range(240, 660));
  const base = { kind, municipality, startS, endS };
  const zone = random.pick(plan.water.zones);
  const sensors = devices.flatMap((device) => device.sensors);
  switch (kind) {
    case 'burst': {
      const district = random.pick(zone.districts);
      const size = district.meanDemand * random.range(2.9, 3.6);
      const target = random.pick(district.junctionIds);
      return { ...base, target, size, text: `Main burst near ${target} in ${plan.name}, about ${size.toFixed(1)} L/s` };
    }
    case 'pump-trip': {
      const target = zone.pumps[0]?.id ?? '';
      return { ...base, target, size: 0, text: `Duty pump ${target} trips in ${plan.name}` };
    }
    case 'stuck':
    case 'spike': {
      const moving = sensors.filter((sensor) => sensor.role === 'inlet-flow' || sensor.role === 'critical-pressure');
      const { code } = random.pick<SensorPlan>(moving);
      return {
        ...base,
        target: code,
        size: 0,
        text: `Sensor ${code} ${kind === 'stuck' ? 'sticks at its value' : 'throws spikes'}`,
      };
    }
    case 'silent': {
      const { name } = random.pick(devices);
      return { ...base, target: name, size: 0, text: `${name} in ${plan.name} falls silent` };
    }
    default: {
      const what = kind === 'chlorine-dosing' ? 'Chlorine dosing fails at' : 'Turbid water leaves';
      return { ...base, target: '', size: 0, text: `${what} the works of ${plan.name}` };
    }
  }
}
