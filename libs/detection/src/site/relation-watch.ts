import { writeFeatures } from './features';
import { type PartialRelation, partialRelation } from './partial-relation';
import { RELATION_MEAN_ROWS, type RelationModel, residualsOf } from './relation';

/** Patterns of missing signals whose relations are kept at hand: devices fail and come back in few ways. */
const MOST_PATTERNS = 16;

/** Holds every signal against the others that are there. Its memory is a stretch of numbers that can be saved as it is. */
export class RelationWatch {
  /** Numbers that a watch needs. @param signals - of the site, used or not */
  static sizeOf(signals: number, model: RelationModel): number {
    return signals + RELATION_MEAN_ROWS * model.layout.active.length;
  }

  /** Mean residual of each signal as a multiple of its limit; 0 where it is not judged. */
  readonly strength: Float64Array;
  /** Expected of each signal, its unit; NaN where it is not known. */
  readonly expected: Float64Array;
  /** Standardised readings of the row before. */
  private readonly before: Float64Array;
  /** Residuals of the last rows, newest first, in what the relations of all signals usually leave; NaN where not judged. */
  private readonly residuals: Float64Array;
  private readonly now: Float64Array;
  private readonly features: Float64Array;
  private readonly fresh: Float64Array;
  private readonly missing: Uint8Array;
  private readonly whole: PartialRelation;
  private readonly partial = new Map<string, PartialRelation | null>();

  /**
   * @param memory - `RelationWatch.sizeOf` long
   * @param signals - of the site, used or not
   */
  constructor(
    private readonly model: RelationModel,
    memory: Float64Array,
    signals: number,
  ) {
    const { layout, weights } = model;
    const count = layout.active.length;
    this.before = memory.subarray(0, signals);
    this.residuals = memory.subarray(signals, signals + RELATION_MEAN_ROWS * count);
    this.strength = new Float64Array(signals);
    this.expected = new Float64Array(signals).fill(Number.NaN);
    this.now = new Float64Array(signals);
    this.features = new Float64Array(layout.width);
    this.fresh = new Float64Array(count);
    this.missing = new Uint8Array(count);
    const positions = Int32Array.from(layout.active.keys());
    this.whole = { layout, weights, positions, widening: new Float64Array(count).fill(1) };
  }

  /** Forgets everything. */
  clear(): void {
    this.before.fill(Number.NaN);
    this.residuals.fill(Number.NaN);
  }

  /**
   * Takes the next row.
   * @param row - readings of all signals; NaN where missing
   * @param localMs - local time, ms
   * @param follows - whether the row before was one step ago
   */
  push(row: Float64Array, localMs: number, follows: boolean): void {
    const { mean, spread, layout, limits } = this.model;
    const count = layout.active.length;
    if (!follows) this.clear();
    for (let signal = 0; signal < row.length; signal += 1)
      this.now[signal] = ((row[signal] ?? Number.NaN) - (mean[signal] ?? 0)) / (spread[signal] ?? 1);
    this.residuals.copyWithin(count, 0, count * (RELATION_MEAN_ROWS - 1));
    this.residuals.fill(Number.NaN, 0, count);
    this.strength.fill(0);
    for (const signal of layout.active) this.expected[signal] = Number.NaN;
    const present = this.present();
    if (present !== null) this.read(present, row, localMs);
    for (let position = 0; position < count; position += 1) {
      let sum = 0;
      for (let back = 0; back < RELATION_MEAN_ROWS; back += 1) sum += this.residuals[back * count + position] ?? 0;
      if (!Number.isNaN(sum))
        this.strength[layout.active[position] ?? 0] = Math.abs(sum / RELATION_MEAN_ROWS) / (limits[position] ?? 1);
    }
    this.before.set(this.now);
  }

  /** The relations among the signals that are there now and were one row ago; null when there are none. */
  private present(): PartialRelation | null {
    let gone = 0;
    this.model.layout.active.forEach((signal, position) => {
      const isThere = !Number.isNaN(this.now[signal] ?? Number.NaN) && !Number.isNaN(this.before[signal] ?? Number.NaN);
      this.missing[position] = isThere ? 0 : 1;
      if (!isThere) gone += 1;
    });
    if (gone === 0) return this.whole;
    if (gone >= this.missing.length - 1) return null;
    const pattern = this.missing.join('');
    let found = this.partial.get(pattern);
    if (found === undefined) {
      found = partialRelation(this.model, this.missing);
      if (this.partial.size >= MOST_PATTERNS) this.partial.clear();
      this.partial.set(pattern, found);
    }
    return found;
  }

  /** Residuals of one row. */
  private read(relation: PartialRelation, row: Float64Array, localMs: number): void {
    const { layout, positions, widening } = relation;
    writeFeatures(layout, this.now, this.before, localMs, this.features);
    residualsOf(relation, this.features, this.fresh);
    positions.forEach((position, at) => {
      const signal = layout.active[at] ?? 0;
      const [residual, wider] = [this.fresh[at] ?? 0, widening[at] ?? 1];
      if (!Number.isFinite(wider)) return;
      this.residuals[position] = residual / wider;
      this.expected[signal] = (row[signal] ?? 0) - residual * (this.model.spread[signal] ?? 1);
    });
  }
}
