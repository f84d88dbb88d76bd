import type { MongoAbility, RawRuleOf } from '@casl/ability';

/** Everything that can be done to something. `manage` stands for all of them, and only rules say it. */
export const actions = [
  'read',
  'create',
  'update',
  'delete',
  'acknowledge',
  'shelve',
  'assign',
  'resolve',
  'import',
  'verify',
  'ingest',
  'manage',
] as const;

/** Everything that something can be done to. `all` stands for all of them, and only rules say it. */
export const subjects = [
  'Region',
  'Municipality',
  'User',
  'Role',
  'ApiKey',
  'Zone',
  'Asset',
  'Device',
  'Sensor',
  'Reading',
  'Alert',
  'Audit',
  'Quarantine',
  'Codec',
  'Balance',
  'Twin',
  'Model',
  'Maintenance',
  'System',
  'all',
] as const;

export type Action = (typeof actions)[number];
export type Subject = (typeof subjects)[number];

/** The rights of one principal, ready to be asked. */
export type AppAbility = MongoAbility<[Action, Subject]>;

/** A right as data. Conditions name fields of the object; later rules win over earlier ones. */
export type AccessRule = RawRuleOf<AppAbility>;
