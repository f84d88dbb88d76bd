import type { InpNetwork } from '../network';
import { allLinks, allNodes } from '../placement';
import { flowFactorToM3h, lengthFactorToM } from '../units';

/** A part of a network whose net inflow is metered. */
export interface ShadowZone {
  /** Its junctions. */
  readonly junctions: readonly string[];
  /** Metered links at its border; sign 1: positive flow comes in. */
  readonly inlets: readonly { readonly linkId: string; readonly sign: 1 | -1 }[];
  /** Tanks inside, whose filling is taken off the inflow: area, m2, and the level below which one counts as empty, m. */
  readonly tanks: readonly { readonly id: string; readonly areaM2: number; readonly lowM: number }[];
}

/** Share of a tank's range below which it counts as empty. */
const EMPTY_SHARE = 0.1;

/**
 * Parts a network where flow is metered: what hangs together without the metered links is one zone. Zones that a reservoir feeds
 * past the meters are left out, since their inflow is not known; so are zones without demand.
 *
 * @param meteredFlows - ids of links with a flow meter
 * @param meteredLevels - ids of tanks with a level sensor; a zone with another tank is left out
 */
export function shadowZones(
  network: InpNetwork,
  meteredFlows: ReadonlySet<string>,
  meteredLevels: ReadonlySet<string>,
): ShadowZone[] {
  const zoneOf = components(network, meteredFlows);
  const open = new Set(network.reservoirs.map(({ id }) => zoneOf.get(id)));
  const toM = lengthFactorToM(network.options.flowUnits);
  for (const { id, volumeCurveId } of network.tanks)
    if (!meteredLevels.has(id) || volumeCurveId !== null) open.add(zoneOf.get(id));
  const numbers = new Set(network.junctions.map(({ id }) => zoneOf.get(id) as number));
  const zones: ShadowZone[] = [];
  for (const number of numbers) {
    if (open.has(number)) continue;
    const junctions = network.junctions.filter(({ id }) => zoneOf.get(id) === number);
    if (!junctions.some(({ demands }) => demands.some(({ base }) => base > 0))) continue;
    const inlets = allLinks(network).flatMap((link): { linkId: string; sign: 1 | -1 }[] => {
      if (!meteredFlows.has(link.id) || zoneOf.get(link.from) === zoneOf.get(link.to)) return [];
      if (zoneOf.get(link.to) === number) return [{ linkId: link.id, sign: 1 }];
      return zoneOf.get(link.from) === number ? [{ linkId: link.id, sign: -1 }] : [];
    });
    const tanks = network.tanks
      .filter(({ id }) => zoneOf.get(id) === number)
      .map(({ id, diameter, minLevel, maxLevel }) => ({
        id,
        areaM2: (Math.PI * (diameter * toM) ** 2) / 4,
        lowM: (minLevel + EMPTY_SHARE * (maxLevel - minLevel)) * toM,
      }));
    if (inlets.length > 0) zones.push({ junctions: junctions.map(({ id }) => id), inlets, tanks });
  }
  return zones;
}

/** Number of the connected part each node lies in, over all links but the given and the closed ones. */
function components(network: InpNetwork, without: ReadonlySet<string>): Map<string, number> {
  const neighbours = new Map<string, string[]>();
  const closed = new Set(network.pipes.flatMap(({ id, status }) => (status === 'closed' ? [id] : [])));
  for (const { id, from, to } of allLinks(network)) {
    if (without.has(id) || closed.has(id)) continue;
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      const list = neighbours.get(a);
      if (list) list.push(b);
      else neighbours.set(a, [b]);
    }
  }
  const part = new Map<string, number>();
  let count = 0;
  for (const { id } of allNodes(network)) {
    if (part.has(id)) continue;
    const stack = [id];
    part.set(id, count);
    while (stack.length > 0) {
      for (const next of neighbours.get(stack.pop() as string) ?? []) {
        if (part.has(next)) continue;
        part.set(next, count);
        stack.push(next);
      }
    }
    count += 1;
  }
  return part;
}

/** Demand of every junction over the steps of the patterns' cycle, m3/h: `demand[node][step]`. */
export function patternDemands(network: InpNetwork, stepS: number, steps: number): Map<string, Float64Array> {
  const { patternStepS } = network.times;
  const byId = new Map(
    network.patterns.map(({ id, multipliers }) => [id, stepped(multipliers, patternStepS, stepS, steps)]),
  );
  const flat = new Float64Array(steps).fill(1);
  const factor = flowFactorToM3h(network.options.flowUnits) * network.options.demandMultiplier;
  const result = new Map<string, Float64Array>();
  for (const { id, demands } of network.junctions) {
    const values = new Float64Array(steps);
    for (const { base, patternId } of demands) {
      const pattern = byId.get(patternId ?? network.options.defaultPatternId) ?? flat;
      for (let step = 0; step < steps; step += 1)
        values[step] = (values[step] as number) + base * factor * (pattern[step] as number);
    }
    result.set(id, values);
  }
  return result;
}

/** Means of a repeated pattern over steps of another length. */
function stepped(multipliers: readonly number[], patternStepS: number, stepS: number, steps: number): Float64Array {
  const unit = Math.min(patternStepS, stepS);
  const parts = Math.max(1, Math.round(stepS / unit));
  return Float64Array.from({ length: steps }, (_, step) => {
    let sum = 0;
    for (let part = 0; part < parts; part += 1) {
      const at = Math.floor((step * stepS + part * unit) / patternStepS) % multipliers.length;
      sum += multipliers[at] as number;
    }
    return sum / parts;
  });
}
