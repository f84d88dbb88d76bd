/** Share of the length that a round of inspection is taken to reach. */
const ROUND_SHARE = 0.1;
/** Share of the length, likeliest pipes first, among which a round is put together. */
const NEAR_SHARE = 0.3;
/** 1 would be breaks per metre; a little less keeps stubs of a metre from the top. */
const LENGTH_POWER = 0.9;

/**
 * Scores for one list that serves two questions. Where does a metre of inspection find most? The top of the list is a round of inspection:
 * {@link ROUND_SHARE} of the length, chosen by expected breaks per metre among the {@link NEAR_SHARE} of the length with the likeliest
 * pipes. Which pipes break? Within the round, and below it, order goes by the expected breaks of each pipe.
 *
 * @param expected - breaks expected of each pipe
 * @returns one score a pipe; above 1 for the pipes of the round
 */
export function inspectionScores(expected: ArrayLike<number>, lengthM: ArrayLike<number>): Float64Array {
  const scores = Float64Array.from(expected, (count) => 1 - Math.exp(-count));
  const density = Float64Array.from(
    expected,
    (count, index) => count / Math.max(0.3, lengthM[index] as number) ** LENGTH_POWER,
  );
  const total = Array.from(lengthM).reduce((sum, length) => sum + length, 0);
  const everyone = Array.from(expected, (_, index) => index);
  const near = firstOf(everyone, expected, lengthM, total * NEAR_SHARE);
  for (const index of firstOf(near, density, lengthM, total * ROUND_SHARE))
    scores[index] = 1 + (scores[index] as number);
  return scores;
}

/** Pipes by falling value until a length is reached; the pipe that would pass it is left out. */
function firstOf(
  pipes: readonly number[],
  value: ArrayLike<number>,
  lengthM: ArrayLike<number>,
  mostM: number,
): number[] {
  const order = [...pipes].sort((a, b) => (value[b] as number) - (value[a] as number));
  let reached = 0;
  const end = order.findIndex((index) => (reached += lengthM[index] as number) > mostM);
  return end < 0 ? order : order.slice(0, end);
}
