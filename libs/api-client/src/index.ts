import type { components } from './generated/schema';

export type { components, operations, paths } from './generated/schema';

/** Every named form of the API: `Schemas['Sensor']`. */
export type Schemas = components['schemas'];
