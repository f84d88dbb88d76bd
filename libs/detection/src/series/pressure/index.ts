import { ResidualDetector } from '../residual/residual-detector';
import { pressureSettings } from '../residual/residual-settings';
import type { SeriesDetectorFactory } from '../series-detector';

/** Detectors of pressure series. */
export const pressureDetectors: SeriesDetectorFactory = {
  create: (options) => new ResidualDetector('pressure', pressureSettings, options),
  restore: (memory, options) => new ResidualDetector('pressure', pressureSettings, options, memory),
};
