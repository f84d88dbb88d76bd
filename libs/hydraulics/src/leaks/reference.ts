/** What the model is off by in a normal period, channel by channel: `offset + slope * (modelled - centre)`. */
export interface ChannelBias {
  readonly offset: number;
  readonly slope: number;
  readonly centre: number;
}

/**
 * Regresses residuals on what was modelled: head losses of a model that is a little too rough or smooth are off in proportion.
 * The slope is held near zero (ridge) where the modelled value hardly moves.
 *
 * @param modelled - by hour, by channel
 */
export function channelBiases(modelled: readonly Float64Array[], residuals: readonly Float64Array[]): ChannelBias[] {
  const channels = modelled[0]?.length ?? 0;
  return Array.from({ length: channels }, (_, channel) => {
    const pairs = modelled.flatMap((row, hour): [number, number][] => {
      const [x, y] = [row[channel] as number, residuals[hour]?.[channel] as number];
      return Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : [];
    });
    const count = Math.max(1, pairs.length);
    const centre = pairs.reduce((sum, [x]) => sum + x, 0) / count;
    const offset = pairs.reduce((sum, [, y]) => sum + y, 0) / count;
    let [xx, xy] = [0, 0];
    for (const [x, y] of pairs) {
      xx += (x - centre) ** 2;
      xy += (x - centre) * (y - offset);
    }
    const rest = pairs.reduce((sum, [, y]) => sum + (y - offset) ** 2, 0) / count;
    // A slope of more than a tenth would be another network.
    return { offset, slope: xy / (xx + rest / 0.1 ** 2 + 1e-12), centre };
  });
}

/** Takes the bias off residuals, in place. */
export function takeBias(residual: Float64Array, modelled: Float64Array, biases: readonly ChannelBias[]): Float64Array {
  biases.forEach(({ offset, slope, centre }, channel) => {
    residual[channel] = (residual[channel] as number) - offset - slope * ((modelled[channel] as number) - centre);
  });
  return residual;
}
