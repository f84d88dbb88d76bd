import type { LeakNetwork } from './leak-network';

/** Hours of a block; a day has eight. */
export const BLOCK_HOURS = 3;
export const BLOCKS_A_DAY = 24 / BLOCK_HOURS;
/** Size of the trial leak, m3/h. */
const TRIAL_M3H = 4;
/** Head loss grows with the power 1.852 of flow (Hazen-Williams), its slope with 0.852. */
export const SLOPE_EXPONENT = 0.852;

/** What one m3/h of leak does to every channel, for each time of the day. */
export interface Signatures {
  /** Candidate pipes. */
  readonly pipes: readonly string[];
  /** Zone of each pipe. */
  readonly zones: readonly number[];
  /** `[block of the day][pipe]`: change of every channel per m3/h, the zone's inflow being the same with and without the leak. */
  readonly perBlock: readonly (readonly Float64Array[])[];
  /** `[block][junction]` likewise, with the demand of the junction at that time; they give the noise that demand makes. */
  readonly junctions: readonly (readonly { readonly demandM3h: number; readonly effect: Float64Array }[])[];
  /** `[block][zone]`: change of every channel when a zone's demand is one m3/h more, spread as it is. */
  readonly inflowEffects: readonly (readonly Float64Array[])[];
  /** Inflow of the zones at which the signatures hold, `[block][zone]`, m3/h. */
  readonly inflows: readonly (readonly number[])[];
}

/**
 * Solves the network once for each junction and time of the day with a trial leak.
 * @param referenceHours - hours whose mean state the signatures are taken at
 */
export function leakSignatures(network: LeakNetwork, referenceHours: readonly number[]): Signatures {
  const { pipes: all } = network.network;
  const pipes = all.filter(
    ({ from, to, status }) => status !== 'closed' && Math.max(network.zoneOf(from), network.zoneOf(to)) >= 0,
  );
  const perBlock: Float64Array[][] = [];
  const junctions: { demandM3h: number; effect: Float64Array }[][] = [];
  const inflows: number[][] = [];
  const inflowEffects: Float64Array[][] = [];
  for (let block = 0; block < BLOCKS_A_DAY; block += 1) {
    const hour = referenceHours.find(
      (candidate) =>
        Math.floor((candidate % 24) / BLOCK_HOURS) === block && network.hourState(candidate, new Map()) !== null,
    );
    const middle = hour === undefined ? undefined : hour + 1;
    const state = middle === undefined ? null : network.hourState(middle, new Map());
    if (middle === undefined || state === null)
      throw new RangeError('The reference period lacks whole days of measurements.');
    const base = network.modelled(state);
    const effects = new Map<string, Float64Array>();
    network.zones.forEach((zone, index) => {
      const inflow = state.inflowM3h[index] as number;
      const trial = Math.max(0.1, Math.min(TRIAL_M3H, inflow / 2));
      const shrink = (inflow - trial) / inflow;
      const demandsM3h = new Map(state.demandsM3h);
      for (const id of zone.junctions) demandsM3h.set(id, (demandsM3h.get(id) ?? 0) * shrink);
      for (const id of zone.junctions) {
        const values = network.modelled({ ...state, demandsM3h }, new Map([[id, trial]]));
        effects.set(
          id,
          values.map((value, channel) => (value - (base[channel] as number)) / trial),
        );
      }
    });
    inflowEffects.push(
      network.zones.map((zone, index) => {
        const inflow = state.inflowM3h[index] as number;
        const demandsM3h = new Map(state.demandsM3h);
        for (const id of zone.junctions) demandsM3h.set(id, (demandsM3h.get(id) ?? 0) * (1 + 1 / inflow));
        const values = network.modelled({ ...state, demandsM3h });
        return values.map((value, channel) => value - (base[channel] as number));
      }),
    );
    const none = new Float64Array(network.channels);
    perBlock.push(
      pipes.map(({ from, to }) => {
        const [a, b] = [effects.get(from) ?? none, effects.get(to) ?? none];
        return a.map((value, channel) => (value + (b[channel] as number)) / 2);
      }),
    );
    junctions.push([...effects].map(([id, effect]) => ({ demandM3h: state.demandsM3h.get(id) ?? 0, effect })));
    inflows.push([...state.inflowM3h]);
  }
  return {
    pipes: pipes.map(({ id }) => id),
    zones: pipes.map(({ from, to }) => Math.max(network.zoneOf(from), network.zoneOf(to))),
    perBlock,
    junctions,
    inflowEffects,
    inflows,
  };
}
