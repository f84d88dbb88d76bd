import { ResidualDetector } from '../residual/residual-detector';
import { anySettings } from '../residual/residual-settings';
import type { SeriesDetectorFactory } from '../series-detector';

/** Detectors of series of which nothing is known. */
export const anyDetectors: SeriesDetectorFactory = {
  create: (options) => new ResidualDetector('any', anySettings, options),
  restore: (memory, options) => new ResidualDetector('any', anySettings, options, memory),
};
