export * from './clock';
export * from './errors';
export * from './geometry';
export * from './ids';
export * from './local-time';
export * from './quality';
export * from './thread-preloads';
export * from './units';
