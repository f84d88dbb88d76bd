/**
 * What was known of another series at each time: its newest reading that is not older than `maxAgeMs`, NaN without one.
 * Never a later reading.
 * @param timesMs - rising
 * @param otherMs - rising
 */
export function alignTo(
  timesMs: Float64Array,
  otherMs: Float64Array,
  otherValues: Float64Array,
  maxAgeMs: number,
): Float64Array {
  const result = new Float64Array(timesMs.length).fill(Number.NaN);
  let at = -1;
  for (let n = 0; n < timesMs.length; n += 1) {
    const time = timesMs[n] as number;
    while (at + 1 < otherMs.length && (otherMs[at + 1] as number) <= time) at += 1;
    if (at >= 0 && time - (otherMs[at] as number) <= maxAgeMs) result[n] = otherValues[at] as number;
  }
  return result;
}
