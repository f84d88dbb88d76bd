import type { SeriesDetectorFactory } from '../series-detector';
import { MeterDetector } from './meter-detector';

export { MeterDetector } from './meter-detector';

export const meterDetectors: SeriesDetectorFactory = {
  create: (options) => new MeterDetector(options),
  restore: (memory, options) => new MeterDetector(options, memory),
};
