import { BLOCKS_A_DAY } from './signatures';

/** A smaller leak in the same zone within four days of another is taken as what the first one's uncertain place leaves. */
const PRESSURE_REST_BLOCKS = 4 * BLOCKS_A_DAY;
/** Inflow that goes on growing is one leak until it has stood still for so long. */
const INFLOW_REST_BLOCKS = 10 * BLOCKS_A_DAY;
/** Share of an inflow's rise that the growth of known leaks must explain to make it nothing new. */
const EXPLAINED_SHARE = 0.5;

interface Last {
  readonly block: number;
  readonly sizeM3h: number;
}

/** Decides which findings in a zone are new leaks, so that one leak makes one alarm. */
export class LeakReferee {
  private readonly pressure = new Map<number, Last>();
  private readonly inflow = new Map<number, Last>();
  private readonly known = new Map<number, number>();

  /**
   * Whether a leak found by pressures is to be announced.
   * @param knownM3h - known leaks of the zone after it
   * @param confirmed - whether the zone's inflow has risen with it
   */
  acceptsPressure(zone: number, block: number, sizeM3h: number, knownM3h: number, confirmed = false): boolean {
    const last = this.pressure.get(zone);
    const since = last === undefined ? Infinity : block - last.block;
    if (since < (confirmed ? BLOCKS_A_DAY : PRESSURE_REST_BLOCKS) && sizeM3h < (last?.sizeM3h ?? 0)) return false;
    this.pressure.set(zone, { block, sizeM3h });
    this.known.set(zone, knownM3h);
    return true;
  }

  /** Whether a rise of a zone's inflow is to be announced. @param knownM3h - known leaks of the zone now */
  acceptsInflow(zone: number, block: number, sizeM3h: number, knownM3h: number): boolean {
    const before = this.known.get(zone) ?? 0;
    const found = this.pressure.get(zone);
    const last = this.inflow.get(zone);
    this.known.set(zone, knownM3h);
    if (!(sizeM3h > 0)) return false;
    this.inflow.set(zone, { block, sizeM3h });
    if (last !== undefined && block - last.block < INFLOW_REST_BLOCKS) return false;
    if (found !== undefined && block - found.block < PRESSURE_REST_BLOCKS) return false;
    return knownM3h - before < EXPLAINED_SHARE * sizeM3h;
  }
}
