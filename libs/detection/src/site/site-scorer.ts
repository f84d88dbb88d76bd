import { DepartureWatch } from './departure';
import { SITE_MODEL_VERSION } from './fit';
import { SiteModelError } from './model-json';
import { departureOf, part, relationOf } from './model-parts';
import { RelationWatch } from './relation-watch';
import type { OffsetAt, SiteCause, SiteContribution, SiteModel, SiteScoring } from './site-model';
import { roundTo } from './statistics';
import { isNext } from './training-rows';

/** Rows for which an alarm of the relations goes on, so that a lull does not split an event... */
const HOLD_ROWS = 3;
/** ...if another alarm was not longer ago than this: a lone weak alarm is not held. */
const REPEAT_ROWS = 12;
/** Strength of a signal that changed although it never had. */
const CHANGED_CONSTANT = 2;
const FIXED = 4;

/** Judges rows of a site with a learned model. */
export class SiteScorer implements SiteScoring {
  /** Goes on from a memory that `save` gave. @throws SiteModelError when it belongs to another model */
  static restore(model: SiteModel, memory: Float64Array, offsetAt?: OffsetAt): SiteScorer {
    const scorer = new SiteScorer(model, offsetAt);
    if (memory.length !== scorer.memory.length) throw new SiteModelError('the memory belongs to another model');
    scorer.memory.set(memory);
    return scorer;
  }

  readonly expected: Float64Array;
  private readonly relation: RelationWatch | null;
  private readonly watches: DepartureWatch[];
  private readonly resolution: Float64Array;
  private readonly constants: Float64Array;
  private readonly row: Float64Array;
  private readonly relationStrength: Float64Array;
  private readonly departureStrength: Float64Array;
  private readonly changed: Float64Array;
  /** 0: last time; 1: score; 2: rows of alarm still to hold; 3: rows since an alarm of the relations, 0: none yet; then the relations, then the watches. */
  private readonly memory: Float64Array;

  /** @param offsetAt - of the place; default: the offset that the model was trained with */
  constructor(
    readonly model: SiteModel,
    private readonly offsetAt: OffsetAt = () => model.utcOffsetMs,
  ) {
    if (model.version !== SITE_MODEL_VERSION) throw new SiteModelError(`version ${model.version} is not known`);
    const signals = model.names.length;
    const departure = departureOf(model.parts);
    const relation = relationOf(model.parts);
    const start = FIXED + (relation === null ? 0 : RelationWatch.sizeOf(signals, relation));
    const watchLength = DepartureWatch.sizeOf(departure.levelRows);
    this.memory = new Float64Array(start + signals * watchLength);
    this.memory[0] = Number.NEGATIVE_INFINITY;
    this.relation = relation && new RelationWatch(relation, this.memory.subarray(FIXED, start), signals);
    this.relation?.clear();
    this.watches = Array.from(model.names, (_, signal) => {
      const own = this.memory.subarray(start + signal * watchLength, start + (signal + 1) * watchLength);
      return new DepartureWatch(
        own,
        departure.levelRows,
        departure.meanRows[signal] ?? 1,
        departure.limits[signal] ?? Number.POSITIVE_INFINITY,
        departure.low[signal] ?? 0,
        departure.high[signal] ?? 0,
      );
    });
    this.resolution = part(model.parts, 'resolution');
    this.constants = part(model.parts, 'constants');
    this.expected = this.relation?.expected ?? new Float64Array(signals).fill(Number.NaN);
    this.row = new Float64Array(signals);
    this.relationStrength = this.relation?.strength ?? new Float64Array(signals);
    this.departureStrength = new Float64Array(signals);
    this.changed = new Float64Array(signals);
  }

  get score(): number {
    return this.memory[1] ?? 0;
  }

  get alarm(): boolean {
    return this.score >= 0.5;
  }

  push(timeMs: number, row: ArrayLike<number>): number {
    const last = this.memory[0] ?? Number.NEGATIVE_INFINITY;
    if (!(timeMs > last)) return this.score;
    if (last === Number.NEGATIVE_INFINITY) this.continueTraining(timeMs);
    this.memory[0] = timeMs;
    for (let signal = 0; signal < this.row.length; signal += 1) {
      const value = row[signal] ?? Number.NaN;
      this.row[signal] = Number.isFinite(value) ? roundTo(value, this.resolution[signal] ?? 0) : Number.NaN;
    }
    this.judgeDepartures();
    this.judgeConstants();
    this.relation?.push(this.row, timeMs + this.offsetAt(timeMs), isNext(last, timeMs, this.model.stepMs));
    const relation = largest(this.relationStrength);
    const held = this.hold(relation >= 1);
    const strength = Math.max(relation, largest(this.departureStrength), largest(this.changed), held ? 1 : 0);
    this.memory[1] = (strength * strength) / (1 + strength * strength);
    return this.score;
  }

  get strengths(): { relation: Float64Array; level: Float64Array } {
    return { relation: this.relationStrength, level: this.departureStrength };
  }

  contributions(): SiteContribution[] {
    const found: SiteContribution[] = [];
    const add = (index: number, cause: SiteCause, expected: number, strength: number) => {
      if (strength >= 0.7)
        found.push({
          name: this.model.names[index] ?? '',
          index,
          cause,
          expected,
          seen: this.row[index] ?? Number.NaN,
          strength,
        });
    };
    for (let signal = 0; signal < this.row.length; signal += 1) {
      add(signal, 'constant', this.constants[signal] ?? Number.NaN, this.changed[signal] ?? 0);
      add(signal, 'relation', this.expected[signal] ?? Number.NaN, this.relationStrength[signal] ?? 0);
      add(signal, 'level', this.watches[signal]?.expected ?? Number.NaN, this.departureStrength[signal] ?? 0);
    }
    return found.toSorted((a, b) => b.strength - a.strength);
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  /** Whether an alarm of the relations is held over this row. */
  private hold(alarm: boolean): boolean {
    const since = this.memory[3] ?? 0;
    if (alarm) {
      this.memory[2] = since > 0 && since <= REPEAT_ROWS ? HOLD_ROWS : 1;
      this.memory[3] = 1;
    } else {
      this.memory[2] = Math.max(0, (this.memory[2] ?? 0) - 1);
      this.memory[3] = since > 0 ? since + 1 : 0;
    }
    return (this.memory[2] ?? 0) > 0;
  }

  /** When rows go on where training ended, the levels of the signals are known from there. */
  private continueTraining(timeMs: number): void {
    if (!isNext(this.model.toMs, timeMs, this.model.stepMs)) return;
    const rows = part(this.model.parts, 'last');
    rows.forEach((value, at) => this.watches[at % this.row.length]?.push(value));
  }

  private judgeDepartures(): void {
    for (let signal = 0; signal < this.row.length; signal += 1) {
      const watch = this.watches[signal];
      watch?.push(this.row[signal] ?? Number.NaN);
      this.departureStrength[signal] = watch?.strength ?? 0;
    }
  }

  private judgeConstants(): void {
    for (let signal = 0; signal < this.row.length; signal += 1) {
      const constant = this.constants[signal] ?? Number.NaN;
      const tolerance = Math.max((this.resolution[signal] ?? 0) / 2, 0.005 * Math.abs(constant));
      this.changed[signal] = Math.abs((this.row[signal] ?? Number.NaN) - constant) > tolerance ? CHANGED_CONSTANT : 0;
    }
  }
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
