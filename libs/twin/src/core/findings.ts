import type { ReportedFinding } from '@app/alerts';
import type { FindingCode, TwinFinding } from '@app/contracts';
import { type InpNetwork, allLinks } from '@app/hydraulics';
import { canonicalUnits } from '@app/kernel';
import type { MeteredArea } from './metered-areas';
import type { AreaResult, ComparedValue, SlotResult } from './run-slots';
import type { ModelLink } from './twin-types';

/** What is wrong at a sensor, for its alarm. */
export interface Finding {
  /** Sensor. */
  readonly key: string;
  readonly value: number | null;
  readonly expected: number | null;
  readonly priority: 'high' | 'medium';
  readonly found: ReportedFinding;
}

/** What an area is known by. */
export interface AreaPlace {
  readonly name: string;
  /** False: the name is that of the link behind which the area lies. */
  readonly isZone: boolean;
}

/** A place in the middle of a sentence. */
export function inWords({ name, isZone }: AreaPlace): string {
  return isZone ? name : `the part behind ${name}`;
}

/** A surplus above this share of what is expected, or this many m3/h, is urgent. */
const URGENT_SHARE = 0.3;
const URGENT_M3H = 15;

const units: Readonly<Record<ModelLink['quantity'], string>> = {
  pressure: 'kPa',
  flow: 'm³/h',
  level: 'm',
  power: 'kW',
  percent: '%',
};

/**
 * What holds after a moment, at most one finding a sensor; the balance of an area comes first, told at its first meter.
 * @param nameOf - what people know an area by
 * @returns null for a moment without a solution: what held before is neither over nor confirmed
 */
export function findings(
  network: InpNetwork,
  links: readonly ModelLink[],
  areas: readonly MeteredArea[],
  result: SlotResult,
  nameOf: (area: MeteredArea) => AreaPlace,
): Finding[] | null {
  if (result.failure !== null) return null;
  const found = new Map<string, Finding>();
  for (const area of areas) {
    const balance = result.areas.find(({ key }) => key === area.key);
    const meter = area.meters.find(({ linkId }) => linkId === area.key.replace(/^-/, ''));
    if (balance === undefined || balance.holds === 0 || meter === undefined) continue;
    found.set(meter.key, areaFinding(meter.key, nameOf(area), balance, area.demandNodeIds.length > 0));
  }
  const byKey = new Map(links.map((link) => [link.key, link]));
  for (const value of result.values) {
    const link = byKey.get(value.key);
    if (link === undefined || value.holds === 0 || found.has(value.key)) continue;
    found.set(value.key, sensorFinding(network, link, value));
  }
  return [...found.values()];
}

function areaFinding(key: string, place: AreaPlace, balance: AreaResult, isUsed: boolean): Finding {
  const { useM3h, expectedM3h, holds, surplusM3h, since } = balance;
  const surplus = surplusM3h ?? (useM3h ?? 0) - (expectedM3h ?? 0);
  const isUrgent =
    Math.abs(surplus) > Math.max(URGENT_SHARE * Math.abs(expectedM3h ?? 0), 1) || Math.abs(surplus) > URGENT_M3H;
  const name = inWords(place);
  const when = since === null ? '' : ` since about ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const text = isUsed
    ? `Use of ${name} is ${amount(Math.abs(surplus), 'flow')} ${holds > 0 ? 'above' : 'below'} what the hydraulic model and the last weeks let expect${when}`
    : holds > 0
      ? `${amount(Math.abs(surplus), 'flow')} that flow into ${name} neither leave it nor stay in its tanks${when}`
      : `${amount(Math.abs(surplus), 'flow')} more leave ${name} than flow into it: a meter or a level is wrong${when}`;
  const inM3h = (value: number | null) => (value === null ? null : { value, unit: canonicalUnits.flow });
  return {
    key,
    value: useM3h,
    expected: expectedM3h,
    priority: holds > 0 && isUrgent ? 'high' : 'medium',
    found: {
      code: `twin.${areaCode(place, isUsed, holds > 0)}`,
      values: { surplus: inM3h(Math.abs(surplus)), use: inM3h(useM3h), expected: inM3h(expectedM3h) },
      names: [place.name],
      since,
      text,
    },
  };
}

function areaCode({ isZone }: AreaPlace, isUsed: boolean, isMore: boolean): TwinFinding {
  if (!isUsed) return isMore ? 'part_unaccounted' : 'part_overdrawn';
  return `${isZone ? 'zone' : 'part'}_use_${isMore ? 'above' : 'below'}`;
}

function sensorFinding(network: InpNetwork, link: ModelLink, value: ComparedValue): Finding {
  const expected = value.simulated === null ? null : value.simulated + (value.bias ?? 0);
  return {
    key: link.key,
    value: value.measured,
    expected,
    priority: 'medium',
    found: { ...sentence(network, link, value, expected), values: { seen: value.measured, expected } },
  };
}

/** Pumps and valves get words of their own: there the difference points to the machine. */
function sentence(
  network: InpNetwork,
  { quantity, elementKind, elementId }: ModelLink,
  { measured, holds }: ComparedValue,
  expected: number | null,
): { code: FindingCode; text: string } {
  const beside = neighbourhood(network, elementKind, elementId);
  const [now, usual] = [amount(measured, quantity), amount(expected, quantity)];
  const side = holds > 0 ? 'above' : 'below';
  if (beside === 'pump' && quantity === 'flow') {
    if (Math.abs(expected ?? 0) < 0.5)
      return { code: 'twin.pump_standstill_flow', text: `${now} flow although the pump stands still` };
    if (Math.abs(measured ?? 0) < 0.05 * Math.abs(expected ?? 0)) {
      const text = `The pump draws power and delivers nothing; its curve gives ${usual}`;
      return { code: 'twin.pump_no_delivery', text };
    }
    const text = `The pump delivers ${now}, ${side} the ${usual} that its curve gives`;
    return { code: `twin.pump_flow_${side}`, text };
  }
  const name = quantity.slice(0, 1).toUpperCase() + quantity.slice(1);
  if (beside === 'pump' && quantity === 'pressure')
    return {
      code: `twin.pump_pressure_${side}`,
      text: `${name} ${now} at the pump is ${side} the ${usual} that its curve gives`,
    };
  if (beside === 'valve')
    return {
      code: `twin.valve_${side}`,
      text: `${name} ${now} at the valve is ${side} the ${usual} that its setting gives`,
    };
  return { code: `twin.${side}`, text: `${name} ${now} is ${side} the ${usual} that the hydraulic model gives` };
}

/** The machine at an element, or at the other side of its nodes. */
function neighbourhood(network: InpNetwork, kind: 'node' | 'link', id: string): 'pump' | 'valve' | null {
  const own = kind === 'link' ? allLinks(network).find((link) => link.id === id) : undefined;
  const ends = kind === 'node' ? [id] : own === undefined ? [] : [own.from, own.to];
  const touches = (links: readonly { id: string; from: string; to: string }[]) =>
    links.some((link) => link.id === id || ends.includes(link.from) || ends.includes(link.to));
  if (touches(network.pumps)) return 'pump';
  return touches(network.valves.filter(({ kind: type }) => type !== 'TCV')) ? 'valve' : null;
}

/** At most four significant digits, with the unit. */
function amount(value: number | null, quantity: ModelLink['quantity']): string {
  return value === null ? 'nothing' : `${Number(value.toPrecision(3))} ${units[quantity]}`;
}
