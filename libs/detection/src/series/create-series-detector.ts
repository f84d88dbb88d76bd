import { anyDetectors } from './any';
import { flowDetectors } from './flow';
import { levelDetectors } from './level';
import { meterDetectors } from './meter';
import { pressureDetectors } from './pressure';
import { qualityDetectors } from './quality';
import type { SeriesDetectorFactory, SeriesKind } from './series-detector';

const factories: Readonly<Record<SeriesKind, SeriesDetectorFactory>> = {
  any: anyDetectors,
  flow: flowDetectors,
  level: levelDetectors,
  meter: meterDetectors,
  pressure: pressureDetectors,
  quality: qualityDetectors,
};

/** What makes detectors of a kind. */
export function seriesDetector(kind: SeriesKind): SeriesDetectorFactory {
  return factories[kind];
}
