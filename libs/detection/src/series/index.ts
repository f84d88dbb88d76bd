export * from './blocks';
export * from './series-detector';
