export * from './event';
export * from './occurrence';
export * from './reduce';
export * from './refusal';
export * from './trip';
