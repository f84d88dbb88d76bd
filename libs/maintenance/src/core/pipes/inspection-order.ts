/** Share of the length, likeliest pipes first, within which inspection goes by the metre. */
const NEAR_SHARE = 0.3;
/** 1 would be breaks per metre; a little less keeps stubs of a metre from the top. */
const LENGTH_POWER = 0.9;

/**
 * Scores for one list that serves two questions. Which pipes break? By expected breaks of each pipe: that order stands for most of the
 * list. Where does a metre of inspection find most? Within the {@link NEAR_SHARE} of the length with the likeliest pipes, order goes by
 * expected breaks per metre.
 *
 * @param expected - breaks expected of each pipe
 * @returns one score a pipe; above 1 for the pipes that are ranked by the metre
 */
export function inspectionScores(expected: ArrayLike<number>, lengthM: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: expected.length }, (_, index) => index).sort(
    (a, b) => (expected[b] as number) - (expected[a] as number),
  );
  const total = order.reduce((sum, index) => sum + (lengthM[index] as number), 0);
  const scores = Float64Array.from(
    { length: expected.length },
    (_, index) => 1 - Math.exp(-(expected[index] as number)),
  );
  let reached = 0;
  for (const index of order) {
    reached += lengthM[index] as number;
    if (reached > total * NEAR_SHARE) break;
    scores[index] = 1 + (expected[index] as number) / Math.max(0.3, lengthM[index] as number) ** LENGTH_POWER;
  }
  return scores;
}
