import { ResidualDetector } from '../residual/residual-detector';
import { levelSettings } from '../residual/residual-settings';
import type { SeriesDetectorFactory } from '../series-detector';

/** Detectors of level series. */
export const levelDetectors: SeriesDetectorFactory = {
  create: (options) => new ResidualDetector('level', levelSettings, options),
  restore: (memory, options) => new ResidualDetector('level', levelSettings, options, memory),
};
