export {
  EnsembleDetector,
  NoveltyAlarms,
  LEAST_READINGS as ENSEMBLE_LEAST_READINGS,
  LIMIT as ENSEMBLE_LIMIT,
} from './any';
export * from './blocks';
export { seriesDetector } from './create-series-detector';
export { FlowDetector } from './flow';
export { MeterDetector } from './meter';
export { QualityDetector, isNoData } from './quality';
export { ResidualDetector } from './residual/residual-detector';
export { levelSettings, pressureSettings, type ResidualSettings } from './residual/residual-settings';
export * from './series-detector';
