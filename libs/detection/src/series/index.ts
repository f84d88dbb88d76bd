export * from './blocks';
export { seriesDetector } from './create-series-detector';
export { ResidualDetector } from './residual/residual-detector';
export { levelSettings, pressureSettings, type ResidualSettings } from './residual/residual-settings';
export * from './series-detector';
