import { addScaled, cholesky, dot, forward, jointSteps, type Matrix, zeros } from './dense';
import { type KnownLeak, judgeSteadiness, knownLeakOf, type LeakAlarm, type PendingLeak } from './known-leak';
import { LeakBaseline } from './leak-baseline';
import { leakSpread } from './leak-spread';
import { LeakStart } from './leak-start';
import { leakWatchDefaults, type LeakWatchSettings } from './leak-watch-settings';
import { LeakLocaliser, NEAR_M, type LeakLocation } from './leak-localiser';
import type { PipeDistances } from './pipe-distances';
import type { ResidualNoise } from './residual-noise';
import { BLOCK_HOURS, BLOCKS_A_DAY, type Signatures } from './signatures';
import {
  fitLeaks,
  strongest,
  windowOf,
  type LeakFit,
  type ResidualBlock,
  type SignatureWindow,
} from './signature-window';

/** What the watch asks of the hydraulic model: residuals of a block with leaks running, m3/h by candidate pipe. Null: no measurements. */
export type ResidualSource = (block: number, leaks: ReadonlyMap<number, number>) => ResidualBlock | null;

/** Leaks closer than this to a running one are taken as its growth, m along pipes. */
const SAME_LEAK_M = 400;
/** How long after its alarm a leak may be placed anew, blocks: four weeks. */
const RELOCATE_BLOCKS = 224;
/** After two days of residuals that no leak explains they count as normal. */
const UNEXPLAINED_BLOCKS = 16;
/** After so many blocks without change by more than a tenth a leak is held fast. */
const STEADY_BLOCKS = 32;
/** Share of its size by which what a known leak leaves may wander in a block. */
const LOOSE_SHARE = 0.03;
const KEPT_BLOCKS = 112;
/** Growth of a leak that stood still which is news: at least so much, m3/h, and such a share of it. */
const GROWTH_M3H = 1.2;
const GROWTH_SHARE = 0.2;
/** How often that is looked at, blocks, and the probability near one pipe that it needs. */
const GROWTH_LOOK_BLOCKS = 4;
const GROWTH_NEAR = 0.5;

/**
 * Follows the residuals of a network block by block, never looking ahead. Leaks that are known run in the model, with sizes that
 * are tracked; a new one shows as a residual along the signature of some pipe.
 */
export class LeakWatch {
  readonly known: KnownLeak[] = [];
  private recent: ResidualBlock[] = [];
  private pending: PendingLeak | null = null;
  private readonly starts: LeakStart;
  private readonly localiser: LeakLocaliser;
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    private readonly signatures: Signatures,
    private readonly noise: ResidualNoise,
    private readonly baseline: LeakBaseline,
    private readonly distances: PipeDistances,
    private readonly source: ResidualSource,
    private readonly startMs: number,
    private readonly settings: LeakWatchSettings = leakWatchDefaults,
  ) {
    this.starts = new LeakStart(signatures, noise);
    this.localiser = new LeakLocaliser(signatures, distances);
    this.places = new Map(signatures.pipes.map((id, at) => [id, at]));
  }

  /** Judges the next block. @returns a leak that became clear with it, or null */
  push(block: number): LeakAlarm | null {
    const found = this.residuals(block, this.outflows());
    if (found === null) return null;
    this.recent = [...this.recent, found].slice(-KEPT_BLOCKS);
    this.baseline.drift(this.settings.driftM);
    if (this.pending === null && this.endRepaired(found)) return null;
    this.pending ??= this.lookForNew(block);
    if (this.pending !== null) return this.search(this.pending, block);
    this.track(found);
    this.settle(found);
    return this.relocate(block) ?? this.growAgain(block);
  }

  /** The most likely place of something that leaks in a zone, however unclear. @param blocks - how long it has leaked */
  guess(zone: number, blocks: number): LeakLocation | null {
    if (this.recent.length < 2) return null;
    const window = this.window(Math.max(2, Math.min(blocks, this.recent.length)));
    return this.localiser.locate(window, this.covariance(window), zone);
  }

  /** Sizes of the known leaks of a zone together, m3/h. */
  knownIn(zone: number): number {
    return this.known.reduce((sum, { pipe, sizeM3h }) => sum + (this.signatures.zones[pipe] === zone ? sizeM3h : 0), 0);
  }

  /** A silent channel says nothing either way: it shows what is normal. */
  private residuals(block: number, leaks: ReadonlyMap<number, number>): ResidualBlock | null {
    const found = this.source(block, leaks);
    if (found === null) return null;
    const residual = found.residual.map((value, channel) =>
      Number.isFinite(value) ? value : (this.baseline.offset[channel] as number),
    );
    return { ...found, residual };
  }

  private pipeAt(id: string): number {
    return this.places.get(id) as number;
  }

  private outflows(): Map<number, number> {
    const outflows = new Map<number, number>();
    for (const { pipe, sizeM3h } of this.known) outflows.set(pipe, (outflows.get(pipe) ?? 0) + sizeM3h);
    return outflows;
  }

  /** Everything that a window's mean may stray by: noise, what is not known of the baseline, and known leaks that changed. */
  private covariance(window: SignatureWindow): Float64Array[] {
    const sum = zeros(window.mean.length);
    addScaled(sum, window.noise, 1);
    this.baseline.addTo(sum);
    for (const leak of this.known) {
      const change = leak.sizeM3h - leak.settledM3h;
      if (change !== 0) addScaled(sum, leakSpread(leak, window, this.places), change * change);
    }
    return sum;
  }

  private lookForNew(block: number): PendingLeak | null {
    let best: { fit: LeakFit; length: number } | null = null;
    const threshold = this.threshold(block);
    for (const length of this.settings.windows) {
      // Long windows change slowly; they are looked at once a day.
      if (this.recent.length < length || (length > BLOCKS_A_DAY && block % BLOCKS_A_DAY !== 0)) continue;
      const window = this.window(length);
      const fits = fitLeaks(window, this.covariance(window), this.signatures.pipes.length, threshold);
      for (const fit of fits)
        if (fit.sigmas >= threshold && fit.sigmas > (best?.fit.sigmas ?? 0)) best = { fit, length };
    }
    return best === null
      ? null
      : {
          startBlock: this.starts.of(this.recent, best.fit.pipe, best.length, this.baseline.offset),
          foundBlock: block,
        };
  }

  private window(length: number): SignatureWindow {
    return windowOf(this.recent.slice(-length), this.signatures, this.noise, this.baseline.offset);
  }

  /** Blocks in a row that known leaks do not explain. */
  private unexplained = 0;
  /** Last block with an alarm or a repair. */
  private changedBlock = -1e9;
  /** Until then the baseline takes up what a repaired leak left. */
  private settlesUntil = -1;

  /** Looks for the place of a pending leak; announces it when it is clear enough or has taken long enough. */
  private search(pending: PendingLeak, block: number): LeakAlarm | null {
    const latest = this.window(Math.min(2, this.recent.length));
    const still = strongest(fitLeaks(latest, this.covariance(latest), this.signatures.pipes.length));
    const { window, covariance, whole } = this.clearest(block - pending.startBlock + 1);
    const waited = block - pending.foundBlock;
    if (whole === null || whole.sigmas < this.settings.threshold * 0.8) {
      this.pending = null;
      return null;
    }
    if (waited < 1) return null;
    // A valve or a fire that is over again.
    if (still !== null && still.sigmas < 1 && whole.sizeM3h > 3) {
      this.pending = null;
      this.recent = this.recent.slice(-1);
      return null;
    }
    const location = this.localiser.locate(window, covariance);
    if (location === null) return null;
    const limit = location.sizeM3h >= 3 ? this.settings.searchBlocks : this.settings.smallSearchBlocks;
    // What still grows will be clearer soon.
    const growing = still !== null && still.sizeM3h > 1.5 * whole.sizeM3h && location.near < 0.95;
    if ((location.near < this.settings.certain || growing) && waited < limit) return null;
    this.pending = null;
    return this.announce(pending, block, location, whole.sigmas);
  }

  /** The window, of those since the start, in which the leak stands out most. */
  private clearest(since: number): { window: SignatureWindow; covariance: Matrix; whole: LeakFit | null } {
    const most = Math.max(2, Math.min(since, this.recent.length));
    let best: { window: SignatureWindow; covariance: Matrix; whole: LeakFit | null } | null = null;
    for (const length of new Set([2, 8, 24, 56].map((value) => Math.min(value, most)))) {
      const window = this.window(length);
      const covariance = this.covariance(window);
      const whole = strongest(fitLeaks(window, covariance, this.signatures.pipes.length));
      if (best === null || (whole?.sigmas ?? 0) > (best.whole?.sigmas ?? 0)) best = { window, covariance, whole };
    }
    return best as { window: SignatureWindow; covariance: Matrix; whole: LeakFit | null };
  }

  private announce(pending: PendingLeak, block: number, location: LeakLocation, sigmas: number): LeakAlarm | null {
    const same = this.known.find(
      ({ location: { pipeId }, sizeM3h }) =>
        this.distances.between(pipeId, location.pipeId) <= SAME_LEAK_M && location.sizeM3h < sizeM3h,
    );
    if (same) same.loose = true;
    this.changedBlock = block;
    const leak = this.newLeak(pending.startBlock, block, location);
    this.known.push(leak);
    const span = Math.max(2, Math.min(BLOCKS_A_DAY, block - pending.startBlock));
    const blocks = this.recent.slice(-span).map(({ block: at }) => at);
    this.size(leak, blocks);
    const last = this.window(1);
    this.baseline.loosen(leakSpread(leak, last, this.places), leak.sizeM3h ** 2);
    for (const at of blocks) {
      const again = this.residuals(at, this.outflows());
      if (again !== null) this.learn(again);
    }
    this.recent = [];
    if (same !== undefined) return null;
    return this.alarm(block, pending.startBlock, location, sigmas, null);
  }

  private newLeak(startBlock: number, block: number, location: LeakLocation): KnownLeak {
    return knownLeakOf(location, this.pipeAt(location.pipeId), startBlock, block, this.baseline.offset);
  }

  private alarm(
    block: number,
    startBlock: number,
    location: LeakLocation,
    sigmas: number,
    corrects: string | null,
  ): LeakAlarm {
    const ms = BLOCK_HOURS * 3_600_000;
    const [timeMs, startMs] = [this.startMs + (block + 1) * ms, this.startMs + startBlock * ms];
    return { timeMs, pipeId: location.pipeId, startMs, location, corrects, sigmas, evidence: 'pressure' };
  }

  /** A leak that has grown much since it was placed shows its place better now. @returns an alarm when it is elsewhere */
  private relocate(block: number): LeakAlarm | null {
    for (const leak of this.known) {
      if (leak.sizeM3h < 2 * leak.locatedM3h || leak.sizeM3h < 3 || block - leak.foundBlock > RELOCATE_BLOCKS) continue;
      const others = this.outflows();
      others.set(leak.pipe, (others.get(leak.pipe) ?? 0) - leak.sizeM3h);
      const blocks = this.recent.slice(-BLOCKS_A_DAY).flatMap(({ block: at }) => this.residuals(at, others) ?? []);
      if (blocks.length < 2) continue;
      const window = windowOf(blocks, this.signatures, this.noise, leak.offsetBefore);
      const location = this.localiser.locate(window, this.covariance(window));
      leak.locatedM3h = leak.sizeM3h;
      if (location === null || location.near < this.settings.certain) continue;
      const distance = this.distances.between(leak.location.pipeId, location.pipeId);
      const before = leak.location.pipeId;
      if (distance <= NEAR_M / 2) continue;
      leak.location = location;
      leak.pipe = this.pipeAt(location.pipeId);
      leak.sizeM3h = leak.settledM3h = leak.locatedM3h = location.sizeM3h;
      this.baseline.offset.set(leak.offsetBefore);
      this.baseline.loosen(leakSpread(leak, window, this.places), leak.sizeM3h ** 2);
      for (const { block: at } of blocks) {
        const again = this.residuals(at, this.outflows());
        if (again !== null) this.learn(again);
      }
      this.recent = [];
      this.changedBlock = block;
      if (distance <= NEAR_M) return null;
      return this.alarm(block, leak.startBlock, location, clearness(location), before);
    }
    return null;
  }

  /** A leak that stood still and grows again is more likely another one that it hides: the growth is placed on its own. */
  private growAgain(block: number): LeakAlarm | null {
    if (this.recent.length < BLOCKS_A_DAY || block % GROWTH_LOOK_BLOCKS !== 0) return null;
    for (const leak of this.known) {
      if (leak.restM3h === null) continue;
      const growth = leak.sizeM3h - leak.restM3h;
      if (growth < Math.max(GROWTH_M3H, GROWTH_SHARE * leak.restM3h)) continue;
      const others = this.outflows();
      others.set(leak.pipe, (others.get(leak.pipe) ?? 0) - growth);
      const blocks = this.recent.slice(-2 * BLOCKS_A_DAY).flatMap(({ block: at }) => this.residuals(at, others) ?? []);
      if (blocks.length < BLOCKS_A_DAY) return null;
      const window = windowOf(blocks, this.signatures, this.noise, this.baseline.offset);
      const location = this.localiser.locate(window, this.covariance(window), this.signatures.zones[leak.pipe]);
      if (location === null || location.near < GROWTH_NEAR) continue;
      leak.sizeM3h = leak.settledM3h = leak.restM3h;
      const startBlock = Math.max(leak.formerBlock - STEADY_BLOCKS, leak.foundBlock);
      this.known.push(this.newLeak(startBlock, block, location));
      this.baseline.loosen(leakSpread(leak, window, this.places), growth ** 2);
      return this.alarm(block, startBlock, location, clearness(location), null);
    }
    return null;
  }

  /** Finds the size with which the model itself, not its slopes, explains the blocks best; it stays within half and twice the first guess. */
  private size(leak: KnownLeak, blocks: readonly number[]): void {
    const [least, most] = [leak.sizeM3h / 2, leak.sizeM3h * 2];
    for (let round = 0; round < 4; round += 1) {
      const again = blocks.flatMap((at) => this.residuals(at, this.outflows()) ?? []);
      if (again.length === 0) return;
      const window = windowOf(again, this.signatures, this.noise, this.baseline.offset);
      const root = cholesky(this.covariance(window));
      const effect = forward(root, window.effect(leak.pipe));
      const step = dot(effect, forward(root, window.mean)) / dot(effect, effect);
      // Where the sensors feel nothing of it there is nothing to be learned.
      if (!Number.isFinite(step)) return;
      leak.sizeM3h = Math.max(0.05, Math.min(most, window.most(leak.pipe), Math.max(least, leak.sizeM3h + step)));
      leak.settledM3h = leak.sizeM3h;
      if (Math.abs(step) < 0.02 * leak.sizeM3h) return;
    }
  }

  private learn({ block, residual }: ResidualBlock): void {
    const noise = zeros(residual.length);
    addScaled(noise, this.noise.covariances[block % BLOCKS_A_DAY] as Matrix, 2);
    this.baseline.learn(residual, noise);
  }

  /** Known leaks grow and shrink: the most likely sizes after this block, each free to move a little. */
  private track(found: ResidualBlock): void {
    if (this.known.length === 0) return;
    const window = windowOf([found], this.signatures, this.noise, this.baseline.offset);
    const root = cholesky(this.covariance(window));
    const mean = forward(root, window.mean);
    const effects = this.known.map(({ pipe }) => forward(root, window.effect(pipe)));
    const deviations = this.known.map((leak) => this.stepDeviation(leak));
    const { steps, left } = jointSteps(effects, mean, deviations);
    if (!steps.every(Number.isFinite)) return;
    // What no change of known leaks explains is no reason to change them.
    this.unexplained = dot(left, left) > 4 * left.length ? this.unexplained + 1 : 0;
    if (this.unexplained >= UNEXPLAINED_BLOCKS) this.absorb(found.block);
    if (this.unexplained > 0) return;
    this.known.forEach((leak, at) => {
      leak.sizeM3h = Math.max(0, Math.min(window.most(leak.pipe), leak.sizeM3h + (steps[at] as number)));
      if (found.block - leak.formerBlock >= STEADY_BLOCKS) judgeSteadiness(leak, found.block);
    });
  }

  /** What no leak has explained for long becomes normal, so that it hides nothing else. */
  private absorb(block: number): void {
    const { mean } = this.window(Math.min(BLOCKS_A_DAY, this.recent.length));
    mean.forEach((value, channel) => {
      this.baseline.offset[channel] = (this.baseline.offset[channel] as number) + value;
    });
    this.recent = [];
    this.changedBlock = block;
    this.unexplained = 0;
  }

  /** How far a known leak's size may move in a block, m3/h. */
  private stepDeviation({ sizeM3h, loose }: KnownLeak): number {
    return loose ? 0.05 + 0.08 * sizeM3h : 0.02 + this.settings.steadyShare * sizeM3h;
  }

  /** Right after a change the baseline is not settled: more is asked of a new leak. */
  private threshold(block: number): number {
    const { threshold, restFactor, restBlocks } = this.settings;
    return threshold * (1 + restFactor * Math.exp((this.changedBlock - block) / restBlocks));
  }

  /** What known leaks leave is taken up: all that they changed, and some wandering in proportion to their size. */
  private settle(found: ResidualBlock): void {
    if (this.known.length === 0 && found.block > this.settlesUntil) return;
    const window = windowOf([found], this.signatures, this.noise, this.baseline.offset);
    for (const leak of this.known) {
      const change = Math.abs(leak.sizeM3h - leak.settledM3h);
      this.baseline.loosen(
        leakSpread(leak, window, this.places),
        change ** 2 + ((leak.loose ? LOOSE_SHARE : this.settings.steadyShare) * leak.sizeM3h) ** 2,
      );
      leak.settledM3h = leak.sizeM3h;
    }
    this.learn(found);
  }

  /** A leak that was repaired stops at once: the block looks as if the leak ran backwards. */
  private endRepaired(found: ResidualBlock): boolean {
    const window = windowOf([found], this.signatures, this.noise, this.baseline.offset);
    const root = cholesky(this.covariance(window));
    const mean = forward(root, window.mean);
    const before = dot(mean, mean);
    for (const leak of this.known) {
      if (leak.sizeM3h < 0.5) continue;
      const effect = forward(root, window.effect(leak.pipe));
      const size = -dot(effect, mean) / dot(effect, effect);
      const after = before - size * size * dot(effect, effect);
      if (!(size >= 0.6 * leak.sizeM3h) || before - after < 60 || after > 0.4 * before) continue;
      this.known.splice(this.known.indexOf(leak), 1);
      this.baseline.loosen(leakSpread(leak, window, this.places), leak.sizeM3h ** 2);
      const again = this.residuals(found.block, this.outflows());
      this.recent = [];
      if (again !== null) this.learn(again);
      this.changedBlock = found.block;
      this.settlesUntil = found.block + 2 * BLOCKS_A_DAY;
      return true;
    }
    return false;
  }
}

/** Size over its standard deviation, from the 90 % interval. */
function clearness({ sizeM3h, sizeRangeM3h: [low, high] }: LeakLocation): number {
  return sizeM3h / Math.max(1e-9, (high - low) / 3.3);
}
