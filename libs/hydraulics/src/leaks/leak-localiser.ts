import { addScaled, zeros, type Matrix } from './dense';
import type { PipeDistances } from './pipe-distances';
import { fitLeaks, type LeakFit, type SignatureWindow } from './signature-window';
import type { Signatures } from './signatures';

/** A pipe that may be the leaking one. */
export interface LeakSuspect {
  readonly pipeId: string;
  /** Of all pipes together 1. */
  readonly probability: number;
}

/** Where a leak may be. */
export interface LeakLocation {
  /** The pipe from which most of the probability is near. */
  readonly pipeId: string;
  /** Probability that the leak is within `NEAR_M` of that pipe, along pipes. */
  readonly near: number;
  /** Most likely first; those below a thousandth are left out. */
  readonly suspects: readonly LeakSuspect[];
  /** Fewest pipes that hold 80 % of the probability. */
  readonly area: readonly string[];
  readonly sizeM3h: number;
  /** 90 % interval. */
  readonly sizeRangeM3h: readonly [number, number];
}

/** How near a crew with listening sticks must be sent. */
export const NEAR_M = 300;
/** Share by which the model's answer to a leak may be wrong at a sensor. */
export const MODEL_SHARE = 0.1;
/** Half of a two-sided 90 % interval of a normal distribution. */
const Z90 = 1.645;

/** Ranks pipes by how well a leak there explains what the sensors show (Bayes, all pipes alike beforehand, one leak). */
export class LeakLocaliser {
  constructor(
    private readonly signatures: Signatures,
    private readonly distances: PipeDistances,
  ) {}

  /**
   * @param covariance - of the window's mean: noise, bias and what known leaks leave
   * @param zone - where the leak must be; null for anywhere
   * @returns null when no pipe explains the window with a positive leak
   */
  locate(window: SignatureWindow, covariance: Matrix, zone: number | null = null): LeakLocation | null {
    const pipes = this.signatures.pipes.length;
    const wide = zeros(covariance.length);
    addScaled(wide, covariance, 1);
    // The model is no better than a share of what it should explain: without this, large leaks would be pinned to one wrong pipe.
    const typical = window.mean.reduce((sum, value) => sum + Math.abs(value), 0) / window.mean.length;
    wide.forEach((row, channel) => {
      row[channel] =
        (row[channel] as number) + (MODEL_SHARE * (Math.abs(window.mean[channel] as number) + typical)) ** 2;
    });
    const fits = fitLeaks(window, wide, pipes).filter(
      ({ pipe, sizeM3h }) => sizeM3h > 0 && (zone === null || this.signatures.zones[pipe] === zone),
    );
    const best = fits.reduce<LeakFit | null>((a, b) => (a === null || b.sigmas > a.sigmas ? b : a), null);
    if (best === null) return null;
    const weights = fits.map(({ sigmas }) => Math.exp((sigmas ** 2 - best.sigmas ** 2) / 2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const ranked = fits
      .map((fit, at) => ({ fit, probability: (weights[at] as number) / total }))
      .filter(({ probability }) => probability >= 0.001)
      .toSorted((a, b) => b.probability - a.probability);
    const place = this.nearest(ranked);
    const range = ranked.flatMap(({ fit }) => [
      fit.sizeM3h - Z90 * fit.deviationM3h,
      fit.sizeM3h + Z90 * fit.deviationM3h,
    ]);
    let held = 0;
    return {
      ...place,
      suspects: ranked.map(({ fit, probability }) => ({ pipeId: this.id(fit.pipe), probability })),
      area: ranked.flatMap(({ fit, probability }) => {
        const taken = held < 0.8;
        held += probability;
        return taken ? [this.id(fit.pipe)] : [];
      }),
      sizeM3h: ranked.reduce((sum, { fit, probability }) => sum + fit.sizeM3h * probability, 0),
      sizeRangeM3h: [Math.max(0, Math.min(...range)), Math.max(...range)],
    };
  }

  /** The suspect with the most probability within reach, nearer counting for more. */
  private nearest(ranked: readonly { readonly fit: LeakFit; readonly probability: number }[]): {
    pipeId: string;
    near: number;
  } {
    let choice = { pipeId: '', near: 0, worth: -1 };
    for (const { fit } of ranked.slice(0, 80)) {
      let [near, worth] = [0, 0];
      for (const other of ranked) {
        const distance = this.distances.between(this.id(fit.pipe), this.id(other.fit.pipe));
        if (distance > NEAR_M) continue;
        near += other.probability;
        worth += other.probability * (1 - distance / (2 * NEAR_M));
      }
      if (worth > choice.worth) choice = { pipeId: this.id(fit.pipe), near, worth };
    }
    return { pipeId: choice.pipeId, near: choice.near };
  }

  private id(pipe: number): string {
    return this.signatures.pipes[pipe] as string;
  }
}
