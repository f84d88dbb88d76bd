import { allLinks, allNodes, type InpNetwork } from '@app/hydraulics';
import type { ModelLink } from './twin-types';

/** A meter at the edge of an area. */
export interface AreaMeter {
  /** Sensor. */
  readonly key: string;
  readonly linkId: string;
  /** +1: flow in the direction of the element comes in. */
  readonly sign: 1 | -1;
}

/** A part of a network that is closed but for its meters. */
export interface MeteredArea {
  /** Stable name: the alphabetically first meter that feeds it; `*` for a network without meters. */
  readonly key: string;
  readonly nodeIds: readonly string[];
  /** Junctions with use. */
  readonly demandNodeIds: readonly string[];
  readonly pipeIds: readonly string[];
  readonly tankIds: readonly string[];
  readonly reservoirIds: readonly string[];
  readonly meters: readonly AreaMeter[];
}

/**
 * Cuts a network at its flow meters: what hangs together otherwise, over open links, is one area. Links that the file
 * keeps closed do not connect. Meters within an area (both ends in it) say nothing about its balance and are left out.
 */
export function meteredAreas(network: InpNetwork, links: readonly ModelLink[]): MeteredArea[] {
  const meters = links.filter(
    ({ quantity, elementKind, usage }) => quantity === 'flow' && elementKind === 'link' && usage === 'boundary',
  );
  const metered = new Set(meters.map(({ elementId }) => elementId));
  const nodes = allNodes(network).map(({ id }) => id);
  const parent = new Map(nodes.map((id) => [id, id]));
  const find = (id: string): string => {
    let root = id;
    while (parent.get(root) !== root) root = parent.get(root) as string;
    for (let at = id; at !== root;) {
      const next = parent.get(at) as string;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const link of allLinks(network)) {
    const closed = 'status' in link && link.status === 'closed' && !network.pumps.some(({ id }) => id === link.id);
    if (!closed && !metered.has(link.id)) parent.set(find(link.from), find(link.to));
  }
  const tanks = new Set(network.tanks.map(({ id }) => id));
  const reservoirs = new Set(network.reservoirs.map(({ id }) => id));
  const inUse = new Set(
    network.junctions.filter(({ demands }) => demands.some(({ base }) => base > 0)).map(({ id }) => id),
  );
  const ends = new Map(allLinks(network).map((link) => [link.id, link]));
  const members = new Map<string, string[]>();
  for (const id of nodes) {
    const root = find(id);
    const list = members.get(root);
    if (list === undefined) members.set(root, [id]);
    else list.push(id);
  }
  return [...members].map(([root, nodeIds]) => {
    const own = meters.flatMap(({ key, elementId, direction }): AreaMeter[] => {
      const link = ends.get(elementId);
      if (link === undefined) return [];
      const [from, to] = [find(link.from) === root, find(link.to) === root];
      if (from === to) return [];
      return [{ key, linkId: elementId, sign: ((to ? 1 : -1) * direction) as 1 | -1 }];
    });
    const feeders = own.filter(({ sign }) => sign === 1);
    const names = (feeders.length > 0 ? feeders : own).map(({ linkId, sign }) => `${sign === 1 ? '' : '-'}${linkId}`);
    return {
      key: names.sort()[0] ?? '*',
      nodeIds,
      demandNodeIds: nodeIds.filter((id) => inUse.has(id)),
      pipeIds: network.pipes
        .filter(({ id, from, to }) => !metered.has(id) && find(from) === root && find(to) === root)
        .map(({ id }) => id),
      tankIds: nodeIds.filter((id) => tanks.has(id)),
      reservoirIds: nodeIds.filter((id) => reservoirs.has(id)),
      meters: own,
    };
  });
}

/** Steps of patterns from this length on are smoothed, s. */
const COARSE_S = 1_800;

/** Use of every junction by the file, m3/h: as the file steps it, and as people use it, without steps on the hour. */
export interface NominalUse {
  readonly stepped: number;
  readonly smooth: number;
}

const WEEK_S = 604_800;

/**
 * Where the patterns of a file stand at an hour of the week, s: they begin on Monday, at the hour at which the clock of the file
 * starts.
 * @param hourOfWeek - hours since Monday 00:00 local time
 */
export function patternTimeAt({ times }: InpNetwork, hourOfWeek: number): number {
  const seconds = Math.floor(hourOfWeek * 3600) - times.startClockS + times.patternStartS;
  return ((seconds % WEEK_S) + WEEK_S) % WEEK_S;
}

/** @param patternTimeS - seconds since the patterns begin */
export function nominalUse(network: InpNetwork, patternTimeS: number, toM3h: number): Map<string, NominalUse> {
  const { times, options } = network;
  const position = times.patternStepS > 0 ? patternTimeS / times.patternStepS : 0;
  const isCoarse = times.patternStepS >= COARSE_S;
  const factors = new Map(
    network.patterns.map(({ id, multipliers }) => {
      const stepped = at(multipliers, Math.floor(position));
      return [id, { stepped, smooth: isCoarse ? between(multipliers, position - 0.5) : stepped }];
    }),
  );
  const constant = { stepped: 1, smooth: 1 };
  const fallback = factors.get(options.defaultPatternId) ?? constant;
  return new Map(
    network.junctions.map(({ id, demands }) => {
      let [stepped, smooth] = [0, 0];
      for (const { base, patternId } of demands) {
        const factor = patternId === null ? fallback : (factors.get(patternId) ?? constant);
        stepped += base * factor.stepped;
        smooth += base * factor.smooth;
      }
      const unit = options.demandMultiplier * toM3h;
      return [id, { stepped: stepped * unit, smooth: smooth * unit }];
    }),
  );
}

function at(multipliers: readonly number[], index: number): number {
  const { length } = multipliers;
  return length === 0 ? 1 : (multipliers[((index % length) + length) % length] as number);
}

/** A pattern gives the mean of each step; in between use changes steadily from the middle of one to the middle of the next. */
function between(multipliers: readonly number[], position: number): number {
  const first = Math.floor(position);
  const share = position - first;
  return at(multipliers, first) * (1 - share) + at(multipliers, first + 1) * share;
}
