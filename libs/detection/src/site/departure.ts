import { lagOneCorrelation, quantile } from './statistics';
import { TrailingMedian } from './trailing-median';
import type { TrainingRows } from './training-rows';

/** Rows whose median is the level that a signal is held against, at most. */
const LEVEL_ROWS = 120;
/** Readings before a level is trusted. */
const LEAST_ROWS = 30;
/** A signal whose noise does not last from one reading to the next is averaged over this many readings. */
const NOISY_MEAN_ROWS = 10;
const NOISY_CORRELATION = 0.5;
/** The limit of a signal: this multiple of the departure that this share of training stays below. */
const FACTOR = 2;
const SHARE = 0.99;
/** Levels between the quantiles of this share and of the rest are known from training. */
const KNOWN_SHARE = 0.001;
/** A departure that has shrunk to this share of its largest is over, although the old level was not reached. */
const SETTLED_SHARE = 0.05;
/** Rows after which a departed signal is taken to have a new level, in multiples of `levelRows`: one that training knew, any other. */
const ACCEPT_KNOWN = 0.25;
const ACCEPT_ANY = 4;
/** Each accepted level widens the limit of its signal by its own size, to at most four times of it; the widening fades in this many rows. */
const MOST_WIDENING = 3;
const WIDENING_ROWS = 5000;
/** Numbers of a watch beside its readings and its level. */
const FIXED = 6;

/** How far each signal leaves its own recent level in normal life. */
export interface DepartureModel {
  /** Rows of the trailing median. */
  readonly levelRows: number;
  /** Readings averaged before they are held against the level, one a signal. */
  readonly meanRows: Int32Array;
  /** Departure that calls for an alarm, unit of the signal; Infinity for signals that are not watched this way. */
  readonly limits: Float64Array;
  /** Levels that training knew, unit of the signal. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Learns the departures of every signal from training. */
export function fitDeparture(training: TrainingRows): DepartureModel {
  const signals = training.names.length;
  const levelRows = Math.max(LEAST_ROWS, Math.min(LEVEL_ROWS, Math.floor(training.rows / 3)));
  const meanRows = new Int32Array(signals).fill(1);
  const limits = new Float64Array(signals).fill(Number.POSITIVE_INFINITY);
  const low = new Float64Array(signals);
  const high = new Float64Array(signals);
  for (let signal = 0; signal < signals; signal += 1) {
    const values = column(training, signal);
    const raw = departures(values, levelRows, 1);
    if (raw.length < LEAST_ROWS || quantile(values, 0) === quantile(values, 1)) continue;
    if (lagOneCorrelation(raw) < NOISY_CORRELATION) meanRows[signal] = NOISY_MEAN_ROWS;
    const means = shortMeans(values, meanRows[signal] ?? 1);
    low[signal] = quantile(means, KNOWN_SHARE);
    high[signal] = quantile(means, 1 - KNOWN_SHARE);
    const sizes = departures(values, levelRows, meanRows[signal] ?? 1).map(Math.abs);
    const usual = quantile(sizes, SHARE);
    const step = training.resolution[signal] ?? 0;
    limits[signal] =
      FACTOR * (usual > step / 2 && usual > 0 ? Math.max(usual, step) : Math.max(quantile(sizes, 1), step));
  }
  return { levelRows, meanRows, limits, low, high };
}

function column({ values, names, rows }: TrainingRows, signal: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * names.length + signal] ?? Number.NaN).filter(
    (value) => !Number.isNaN(value),
  );
}

/** Means over the last readings, as the watch forms them. */
function shortMeans(values: Float64Array, rows: number): Float64Array {
  return values.map((_, row) => {
    let sum = 0;
    const from = Math.max(0, row - rows + 1);
    for (let back = from; back <= row; back += 1) sum += values[back] ?? 0;
    return sum / (row - from + 1);
  });
}

function departures(values: Float64Array, levelRows: number, meanRows: number): Float64Array {
  const level = new TrailingMedian(new Float64Array(TrailingMedian.sizeOf(levelRows)), levelRows);
  const means = shortMeans(values, meanRows);
  const out = new Float64Array(Math.max(0, values.length - LEAST_ROWS));
  for (let row = 0; row < values.length; row += 1) {
    const value = means[row] ?? 0;
    if (row >= LEAST_ROWS) out[row - LEAST_ROWS] = value - level.median;
    level.push(value);
  }
  return out;
}

/** Watches the departures of one signal; its memory is a stretch of numbers that can be saved as it is. */
export class DepartureWatch {
  /** Numbers that a watch needs. */
  static sizeOf(levelRows: number): number {
    return FIXED + NOISY_MEAN_ROWS + TrailingMedian.sizeOf(levelRows);
  }

  private readonly recent: Float64Array;
  private readonly level: TrailingMedian;

  constructor(
    /** 0: largest departure of the event, 0 when there is none; 1: its rows; 2: strength; 3, 4: readings and place in `recent`; 5: widening. */
    private readonly memory: Float64Array,
    private readonly levelRows: number,
    private readonly meanRows: number,
    private readonly limit: number,
    private readonly low: number,
    private readonly high: number,
  ) {
    this.recent = memory.subarray(FIXED, FIXED + NOISY_MEAN_ROWS);
    this.level = new TrailingMedian(memory.subarray(FIXED + NOISY_MEAN_ROWS), levelRows);
  }

  /** Departure as a multiple of the limit, 0 while the level is not known. */
  get strength(): number {
    return this.memory[2] ?? 0;
  }

  /** The level, unit of the signal; NaN while it is not known. */
  get expected(): number {
    return this.level.count < LEAST_ROWS ? Number.NaN : this.level.median;
  }

  /** @param reading - unit of the signal; NaN keeps everything as it is, with no strength */
  push(reading: number): void {
    this.memory[2] = 0;
    if (Number.isNaN(reading)) return;
    const value = this.average(reading);
    if (this.level.count >= LEAST_ROWS) this.judge(value);
    if ((this.memory[0] ?? 0) === 0) this.level.push(value);
  }

  private judge(value: number): void {
    const widening = this.memory[5] ?? 0;
    this.memory[5] = widening * (1 - 1 / WIDENING_ROWS);
    const strength = Math.abs(value - this.level.median) / (this.limit * (1 + widening));
    const largest = Math.max(this.memory[0] ?? 0, strength);
    if (strength <= 1) this.close();
    else if (this.settled(value, strength / largest)) {
      this.close();
      this.level.clear();
      this.memory[5] = Math.min(MOST_WIDENING, widening + 1);
      return;
    } else {
      this.memory[0] = largest;
      this.memory[1] = (this.memory[1] ?? 0) + 1;
    }
    this.memory[2] = strength;
  }

  /** Whether a departure has become the new level. */
  private settled(value: number, share: number): boolean {
    const known = value >= this.low && value <= this.high;
    return share < SETTLED_SHARE || (this.memory[1] ?? 0) >= (known ? ACCEPT_KNOWN : ACCEPT_ANY) * this.levelRows;
  }

  private close(): void {
    this.memory[0] = 0;
    this.memory[1] = 0;
  }

  private average(reading: number): number {
    const place = this.memory[4] ?? 0;
    this.recent[place] = reading;
    const count = Math.min((this.memory[3] ?? 0) + 1, this.meanRows);
    this.memory[3] = count;
    this.memory[4] = (place + 1) % this.meanRows;
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += this.recent[i] ?? 0;
    return sum / count;
  }
}
