import type { SeriesDetectorFactory } from '../series-detector';
import { QualityDetector } from './quality-detector';

export { isNoData } from './quality-settings';
export { QualityDetector };

/** Detectors of water-quality probes and of levels of rivers. */
export const qualityDetectors: SeriesDetectorFactory = {
  create: (options) => new QualityDetector(options),
  restore: (memory, options) => new QualityDetector(options, memory),
};
