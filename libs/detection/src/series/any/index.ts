import type { SeriesDetectorFactory } from '../series-detector';
import { EnsembleDetector } from './ensemble-detector';

export { EnsembleDetector } from './ensemble-detector';
export { LEAST_READINGS, LIMIT } from './ensemble-settings';
export { NoveltyAlarms } from './novelty-alarms';

/** Detectors of series of which nothing is known. */
export const anyDetectors: SeriesDetectorFactory = {
  create: (options) => new EnsembleDetector('any', options),
  restore: (memory, options) => new EnsembleDetector('any', options, memory),
};
