import {
  EpanetError,
  type InpNetwork,
  type InpPipe,
  type TwinConditions,
  TwinModel,
  type TwinSnapshot,
  kpaPerMetre,
  lengthFactorToM,
} from '@app/hydraulics';
import { type MeteredArea, meteredAreas } from './metered-areas';
import { type ResidualMemory, usualDifference } from './residual-memory';
import { sigma } from './robust-scale';
import type { TwinMemory } from './run-slots';
import { SlotSimulator } from './simulate-slots';
import type { MeasuredSlot, ModelLink } from './twin-types';

/** Where and how much water is lost, and how sure that is. */
export interface Localisation {
  /** Most probable first; those below a thousandth are left out. */
  readonly pipes: readonly { readonly id: string; readonly probability: number }[];
  /** Fewest pipes that hold the wanted share. */
  readonly area: readonly string[];
  /** Share that they hold. */
  readonly share: number;
  readonly areaLengthM: number;
  readonly consideredLengthM: number;
  /** Sensors that could be asked. */
  readonly sensors: number;
}

/** A stretch in which an area loses water. */
export interface LossToLocate {
  readonly network: InpNetwork;
  readonly links: readonly ModelLink[];
  /** Moments within the loss. */
  readonly slots: readonly MeasuredSlot[];
  /** What was learned before it. */
  readonly memory: TwinMemory;
  readonly areaKey: string;
  readonly lossM3h: number;
}

/** Probability that the area is to hold. */
export const AREA_SHARE = 0.8;
/** Solutions that one search may take. */
const MOST_SOLUTIONS = 12_000;
const MOST_SLOTS = 6;
/** Moments in a row share most of their noise: so many count as one. */
const SLOTS_THAT_COUNT_AS_ONE = 3;
/** The answer of the model to a leak is right to no more than this share at a sensor. */
const MODEL_SHARE = 0.15;
/** What is left of the usual difference after learning, in standard deviations. */
const BIAS_SHARE = 0.25;
const LEAST_LEARNED = 24;
/** Least standard deviation of a comparison: kPa, and m3/h for flows. */
const LEAST = { pressure: 0.8, flow: 0.3 } as const;

interface Channel {
  readonly link: ModelLink;
  readonly memory: ResidualMemory;
}

/**
 * Ranks the pipes of an area by how well a leak of the known size there explains what the pressure and flow sensors show,
 * against what they show usually: Bayes' rule with normal errors, before the evidence every metre of pipe alike.
 *
 * @returns null when the area is not there or no moment can be solved
 * @see Pérez et al. (2011), Methodology for leakage isolation using pressure sensitivity analysis, Control Eng. Practice 19
 */
export async function localise(loss: LossToLocate): Promise<Localisation | null> {
  const { network, links, lossM3h } = loss;
  const areas = meteredAreas(network, links);
  const area = areas.find(({ key }) => key === loss.areaKey);
  if (area === undefined) return null;
  const wanted = new Set(area.pipeIds);
  const pipes = network.pipes.filter(({ id, status }) => wanted.has(id) && status !== 'closed');
  const channels = channelsOf(loss);
  const twin = await TwinModel.open(network);
  try {
    const slots = chosen(loss.slots, pipes.length);
    const evidence = new Float64Array(pipes.length);
    if (channels.length > 0) {
      const moments = slots.flatMap((slot) =>
        momentOf(new SlotSimulator(twin, network, areas, links), twin, area, slot, channels, lossM3h),
      );
      if (moments.length === 0) return null;
      pipes.forEach((pipe, index) => {
        evidence[index] = logLikelihood(network, twin, pipe, channels, moments, lossM3h);
      });
    }
    return ranked(network, pipes, evidence, channels.length);
  } finally {
    twin.close();
  }
}

/** Sensors that are compared and have learned what is usual. */
function channelsOf({ links, memory }: LossToLocate): Channel[] {
  return links.flatMap((link): Channel[] => {
    const known = memory.residuals[link.key];
    const isAsked = link.usage === 'compare' && (link.quantity === 'pressure' || link.quantity === 'flow');
    return isAsked && known !== undefined && known.all.n >= LEAST_LEARNED ? [{ link, memory: known }] : [];
  });
}

function chosen(slots: readonly MeasuredSlot[], pipes: number): MeasuredSlot[] {
  const most = Math.max(1, Math.min(MOST_SLOTS, Math.floor(MOST_SOLUTIONS / Math.max(1, pipes))));
  if (slots.length <= most) return [...slots];
  return Array.from(
    { length: most },
    (_, index) => slots[Math.floor(((index + 0.5) * slots.length) / most)] as MeasuredSlot,
  );
}

interface Moment {
  /** Without the loss. */
  readonly base: TwinConditions;
  readonly before: TwinSnapshot;
  /** Measured less the usual difference, by channel; NaN where silent. */
  readonly shown: readonly number[];
}

function momentOf(
  simulator: SlotSimulator,
  twin: TwinModel,
  area: MeteredArea,
  slot: MeasuredSlot,
  channels: readonly Channel[],
  lossM3h: number,
): Moment[] {
  try {
    const { conditions, slot: solved } = simulator.solve(slot, new Map());
    const use = solved.areas.find(({ key }) => key === area.key)?.useM3h ?? null;
    const factors = new Map(conditions.demandFactors);
    if (use !== null && use > 0)
      for (const id of area.demandNodeIds) factors.set(id, (factors.get(id) ?? 1) * Math.max(0, (use - lossM3h) / use));
    const base: TwinConditions = { ...conditions, demandFactors: factors };
    const shown = channels.map(
      ({ link, memory }) => (slot.values.get(link.key) ?? Number.NaN) - usualDifference(memory, slot.hourOfWeek),
    );
    return [{ base, before: twin.solve(base), shown }];
  } catch (error) {
    if (error instanceof EpanetError) return [];
    throw error;
  }
}

function logLikelihood(
  network: InpNetwork,
  twin: TwinModel,
  pipe: InpPipe,
  channels: readonly Channel[],
  moments: readonly Moment[],
  lossM3h: number,
): number {
  const off = channels.map(() => ({ sum: 0, effect: 0, n: 0 }));
  for (const { base, before, shown } of moments) {
    const ends = [pipe.from, pipe.to].map((id) => before.pressureM[twin.nodeIndex(id)] as number);
    const pressureM = Math.max(1, ((ends[0] as number) + (ends[1] as number)) / 2);
    const coefficient = lossM3h / pressureM ** network.options.emitterExponent;
    const after = solved(twin, { ...base, leaks: [{ elementId: pipe.id, coefficient }] });
    if (after === null) return -Infinity;
    channels.forEach(({ link }, index) => {
      const [value, quiet, seen] = [valueOf(twin, after, link), valueOf(twin, before, link), shown[index] as number];
      const entry = off[index] as (typeof off)[number];
      if (!Number.isFinite(seen)) return;
      entry.sum += seen - value;
      entry.effect += value - quiet;
      entry.n += 1;
    });
  }
  return channels.reduce((total, { link, memory }, index) => {
    const { sum, effect, n } = off[index] as (typeof off)[number];
    if (n === 0) return total;
    const deviation = Math.max(sigma(memory.rest), LEAST[link.quantity as keyof typeof LEAST]);
    const independent = Math.max(1, n / SLOTS_THAT_COUNT_AS_ONE);
    const variance = deviation ** 2 / independent + (BIAS_SHARE * deviation) ** 2 + (MODEL_SHARE * (effect / n)) ** 2;
    return total - (sum / n) ** 2 / (2 * variance) - Math.log(variance) / 2;
  }, 0);
}

function solved(twin: TwinModel, conditions: TwinConditions): TwinSnapshot | null {
  try {
    return twin.solve(conditions);
  } catch (error) {
    if (error instanceof EpanetError) return null;
    throw error;
  }
}

function valueOf(twin: TwinModel, { pressureM, flowM3h }: TwinSnapshot, link: ModelLink): number {
  return link.quantity === 'flow'
    ? (flowM3h[twin.linkIndex(link.elementId)] as number) * link.direction
    : ((pressureM[twin.nodeIndex(link.elementId)] as number) - link.gaugeHeightM) * kpaPerMetre;
}

function ranked(
  network: InpNetwork,
  pipes: readonly InpPipe[],
  evidence: Float64Array,
  sensors: number,
): Localisation | null {
  const toM = lengthFactorToM(network.options.flowUnits);
  const best = evidence.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(best)) return null;
  const weights = pipes.map(
    ({ length }, index) => Math.max(1, length * toM) * Math.exp((evidence[index] as number) - best),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const order = pipes
    .map(({ id, length }, index) => ({ id, lengthM: length * toM, probability: (weights[index] as number) / total }))
    .sort((a, b) => b.probability - a.probability);
  const area: string[] = [];
  let [share, areaLengthM] = [0, 0];
  for (const { id, lengthM, probability } of order) {
    if (share >= AREA_SHARE) break;
    area.push(id);
    share += probability;
    areaLengthM += lengthM;
  }
  return {
    pipes: order.filter(({ probability }) => probability >= 0.001).map(({ id, probability }) => ({ id, probability })),
    area,
    share,
    areaLengthM,
    consideredLengthM: order.reduce((sum, { lengthM }) => sum + lengthM, 0),
    sensors,
  };
}
