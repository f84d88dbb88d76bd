import { addOuter, zeros } from './dense';
import type { KnownLeak } from './known-leak';
import { MODEL_SHARE } from './leak-localiser';
import type { SignatureWindow } from './signature-window';

/** As many suspects as matter for the spread. */
const SUSPECTS = 40;
/** Variance of the size along the leak's own signature, per m3/h squared. */
const OWN_VARIANCE = 0.02;

/**
 * Covariance of a known leak's effect per m3/h: it may be at another suspect, and the model answers with a share of error.
 * @param places - place of each candidate pipe
 */
export function leakSpread(
  { pipe, location }: KnownLeak,
  window: SignatureWindow,
  places: ReadonlyMap<string, number>,
): Float64Array[] {
  const sum = zeros(window.mean.length);
  const own = window.effect(pipe);
  own.forEach((value, channel) => {
    const row = sum[channel] as Float64Array;
    row[channel] = (row[channel] as number) + (MODEL_SHARE * value) ** 2;
  });
  for (const { pipeId, probability } of location.suspects.slice(0, SUSPECTS)) {
    const other = window.effect(places.get(pipeId) as number);
    const difference = other.map((value, channel) => value - (own[channel] as number));
    addOuter(sum, difference, probability);
  }
  addOuter(sum, own, OWN_VARIANCE);
  return sum;
}
