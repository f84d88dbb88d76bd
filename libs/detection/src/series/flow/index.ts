import type { SeriesDetectorFactory } from '../series-detector';
import { FlowDetector } from './flow-detector';

export { FlowDetector } from './flow-detector';

export const flowDetectors: SeriesDetectorFactory = {
  create: (options) => new FlowDetector(options),
  restore: (memory, options) => new FlowDetector(options, memory),
};
