import { updateLimits } from './limits';
import { updateRate } from './rate';
import { ACTIVE, FIRST, INTERVAL, LIVE, NEWEST, QUANTUM, STRIDE, VALUE, Z_SHOWN } from './state';
import { StateSlab } from './slab';
import { updateStuck } from './stuck';
import { updateZScore } from './zscore';
import type { CompiledConfig } from './compiled';
import { Condition, CONDITION_COUNT, KIND_OF, NAME_OF, type ConditionChange, type LimitName } from './condition';

/** Readings in columns, in order of arrival. All arrays have the same length. */
export interface ReadingBatch {
  tenantIds: Int32Array;
  sensorIds: Int32Array;
  /** Event times, Unix ms. */
  times: Float64Array;
  /** Canonical units. */
  values: Float64Array;
  /** Quality codes; see {@link QualityTest}. */
  qualities: Int16Array;
  /** When the batch was received, Unix ms. */
  receivedAt: number;
}

/** Where the shard finds the settings of its sensors. */
export interface ConfigSource {
  /** Rises whenever a setting changes: the shard then asks anew. */
  readonly version: number;
  /** undefined: the sensor does not exist (any more). */
  get(tenantId: number, sensorId: number): CompiledConfig | undefined;
}

/** Tells from its quality code whether a reading may be trusted; of others only an impossible value is noticed. */
export type QualityTest = (quality: number) => boolean;

const RATE_BIT = 1 << Condition.rate;
const Z_BIT = 1 << Condition.zscore;
const STUCK_BIT = 1 << Condition.stuck;
const LEARNING_BITS = RATE_BIT | Z_BIT | STUCK_BIT;
/** Step of the running median of the time between readings. */
const INTERVAL_STEP = 1.05;
/** The smallest change seen is forgotten at this rate a change, so that a new resolution is noticed. */
const QUANTUM_FADE = 1.001;

/** Bits of the physical limits that a value breaks. */
function brokenRange(config: CompiledConfig, value: number): number {
  if (value < (config.limits[Condition.min] as number)) return 1 << Condition.min;
  return value > (config.limits[Condition.max] as number) ? 1 << Condition.max : 0;
}

/**
 * The detectors of a shard: judges every reading of its sensors in order of event time and says which conditions began
 * and ended. Deterministic: the same readings in the same order give the same changes, however they are cut into
 * batches and wherever a snapshot was taken and restored between two batches. No clock is read.
 */
export class DetectionShard {
  private configs: (CompiledConfig | undefined)[] = [];
  private configVersion = Number.NaN;
  private newestInBatch = new Float64Array(64);
  private slotOf = new Int32Array(1024);

  private constructor(
    private readonly slab: StateSlab,
    private readonly trusted: QualityTest,
  ) {}

  /** A shard without any memory. */
  static create(trusted: QualityTest): DetectionShard {
    return new DetectionShard(new StateSlab(), trusted);
  }

  /**
   * A shard as it was when the snapshot was taken.
   * @throws {SnapshotError} for bytes of another version or length
   */
  static restore(snapshot: Uint8Array, trusted: QualityTest): DetectionShard {
    return new DetectionShard(StateSlab.decode(snapshot), trusted);
  }

  /** Takes a condition for holding and announced, as the alarms say, where the memory of it is lost. */
  seed(tenantId: number, sensorId: number, limitName: LimitName): void {
    const bit = 1 << NAME_OF.indexOf(limitName);
    const o = this.slab.slot(tenantId, sensorId) * STRIDE;
    const s = this.slab.data;
    s[o + ACTIVE] = (s[o + ACTIVE] as number) | bit;
    s[o + LIVE] = (s[o + LIVE] as number) | bit;
  }

  /** The whole memory of the shard, versioned. */
  snapshot(): Buffer {
    return this.slab.encode();
  }

  /** Number of sensors remembered. */
  get sensors(): number {
    return this.slab.size;
  }

  /**
   * Judges a batch. Readings not newer than the newest of their sensor change nothing; so do readings that are not
   * finite or belong to no known sensor.
   *
   * @returns changes in order of the readings that caused them
   */
  process(batch: ReadingBatch, configs: ConfigSource): ConditionChange[] {
    const changes: ConditionChange[] = [];
    if (configs.version !== this.configVersion) {
      this.configs = [];
      this.configVersion = configs.version;
    }
    const order = this.eventOrder(batch);
    const { times, values, qualities } = batch;
    for (let n = 0; n < times.length; n++) {
      const i = order === null ? n : (order[n] as number);
      const slot = this.slotOf[i] as number;
      const value = values[i] as number;
      if (slot < 0 || !Number.isFinite(value)) continue;
      const config = this.configs[slot] ?? this.lookUp(slot, configs);
      if (config === undefined) continue;
      const trusted = this.trusted(qualities[i] as number);
      this.judge(slot, config, times[i] as number, value, trusted, batch.receivedAt, changes);
    }
    return changes;
  }

  private lookUp(slot: number, configs: ConfigSource): CompiledConfig | undefined {
    const found = configs.get(this.slab.tenantOf(slot), this.slab.sensorOf(slot));
    this.configs[slot] = found;
    return found;
  }

  /** Fills slotOf; answers null when each sensor's times rise already, else the indexes in order of time. */
  private eventOrder(batch: ReadingBatch): Uint32Array | null {
    const { tenantIds, sensorIds, times } = batch;
    const count = times.length;
    if (this.slotOf.length < count) this.slotOf = new Int32Array(count * 2);
    let ordered = true;
    for (let i = 0; i < count; i++) {
      const finite = Number.isFinite(times[i] as number);
      const slot = finite ? this.slab.slot(tenantIds[i] as number, sensorIds[i] as number) : -1;
      this.slotOf[i] = slot;
      if (slot >= this.newestInBatch.length) {
        const larger = new Float64Array(Math.max(slot + 1, this.newestInBatch.length * 2));
        larger.set(this.newestInBatch);
        this.newestInBatch = larger;
      }
      if (slot >= 0) this.newestInBatch[slot] = Number.NEGATIVE_INFINITY;
    }
    for (let i = 0; i < count && ordered; i++) {
      const slot = this.slotOf[i] as number;
      if (slot < 0) continue;
      if ((times[i] as number) < (this.newestInBatch[slot] as number)) ordered = false;
      this.newestInBatch[slot] = times[i] as number;
    }
    if (ordered) return null;
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    return order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  }

  private judge(
    slot: number,
    config: CompiledConfig,
    time: number,
    value: number,
    trusted: boolean,
    receivedAt: number,
    changes: ConditionChange[],
  ): void {
    const s = this.slab.data;
    const o = slot * STRIDE;
    const newest = s[o + NEWEST] as number;
    if (time <= newest) return;
    const active = s[o + ACTIVE] as number;
    const live = s[o + LIVE] as number;
    let now = 0;
    if (config.enabled) now = trusted ? this.detect(s, o, config, time, value) : active | brokenRange(config, value);
    s[o + NEWEST] = time;
    s[o + VALUE] = value;
    const historical = receivedAt - time > config.lateLimitMs;
    if (now === active && (historical || live === active)) return;
    this.announce(slot, config, now, historical, changes);
  }

  /** Runs all detectors on a reading; an impossible value is compared with the limits and otherwise left out. */
  private detect(s: Float64Array, o: number, config: CompiledConfig, time: number, value: number): number {
    const newest = s[o + NEWEST] as number;
    const first = s[o + FIRST] === 0;
    const gapMs = first ? 0 : time - newest;
    if (first) s[o + FIRST] = time;
    else this.learnPace(s, o, gapMs, Math.abs(value - (s[o + VALUE] as number)));
    const learnedMs = s[o + INTERVAL] as number;
    const intervalMs = learnedMs || config.intervalMs;
    let now = updateLimits(s, o, config, time, value, learnedMs);
    if (brokenRange(config, value) !== 0) return now | ((s[o + ACTIVE] as number) & LEARNING_BITS);
    if (updateRate(s, o, config, time, value)) now |= RATE_BIT;
    if (updateZScore(s, o, config, value, gapMs, intervalMs)) now |= Z_BIT;
    if (updateStuck(s, o, config, time, value, newest, intervalMs)) now |= STUCK_BIT;
    return now;
  }

  /** Learns the time between readings (a running median) and the smallest change of value. */
  private learnPace(s: Float64Array, o: number, gapMs: number, change: number): void {
    const interval = s[o + INTERVAL] as number;
    if (interval === 0 || (gapMs < interval * INTERVAL_STEP && gapMs * INTERVAL_STEP > interval)) {
      s[o + INTERVAL] = gapMs;
    } else {
      s[o + INTERVAL] = gapMs > interval ? interval * INTERVAL_STEP : interval / INTERVAL_STEP;
    }
    if (change === 0) return;
    const quantum = (s[o + QUANTUM] as number) * QUANTUM_FADE;
    s[o + QUANTUM] = change < quantum ? change : quantum;
  }

  /** Writes the bits of the conditions that hold now and tells the differences to what was told before. */
  private announce(
    slot: number,
    config: CompiledConfig,
    now: number,
    historical: boolean,
    changes: ConditionChange[],
  ): void {
    const s = this.slab.data;
    const o = slot * STRIDE;
    const active = s[o + ACTIVE] as number;
    let live = s[o + LIVE] as number;
    for (let k = 0; k < CONDITION_COUNT; k++) {
      const bit = 1 << k;
      const wasLive = (live & bit) !== 0;
      if ((now & bit) === 0) {
        if ((active & bit) !== 0) changes.push(this.change(slot, config, k, false, !wasLive));
        live &= ~bit;
      } else if ((active & bit) === 0) {
        changes.push(this.change(slot, config, k, true, historical));
        if (!historical) live |= bit;
      } else if (!wasLive && !historical) {
        changes.push(this.change(slot, config, k, false, true), this.change(slot, config, k, true, false));
        live |= bit;
      }
    }
    s[o + ACTIVE] = now;
    s[o + LIVE] = live;
  }

  private change(
    slot: number,
    config: CompiledConfig,
    k: number,
    active: boolean,
    historical: boolean,
  ): ConditionChange {
    const s = this.slab.data;
    const o = slot * STRIDE;
    const limit =
      k < 6 ? (config.limits[k] as number) : k === Condition.rate ? config.ratePerMin : (s[o + Z_SHOWN] as number);
    return {
      tenantId: this.slab.tenantOf(slot),
      sensorId: this.slab.sensorOf(slot),
      kind: KIND_OF[k] as ConditionChange['kind'],
      limitName: NAME_OF[k] as ConditionChange['limitName'],
      active,
      time: s[o + NEWEST] as number,
      value: s[o + VALUE] as number,
      limit: k !== Condition.stuck && Number.isFinite(limit) ? limit : null,
      priority: config.priorities[k] as ConditionChange['priority'],
      historical,
    };
  }
}
