export * from './compose';
export * from './run-process';
