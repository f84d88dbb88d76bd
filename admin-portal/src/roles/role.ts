/** A right as data; later rules win over earlier ones. */
export interface Rule {
  action: string | string[];
  subject: string | string[];
  fields?: string | string[];
  conditions?: Record<string, unknown>;
  /** Takes a right away. */
  inverted?: boolean;
}

/** A role as GET /roles answers it. */
export interface Role {
  id: string;
  /** Where it can be given; null: in the whole nation. */
  scopeId: string | null;
  code: string;
  name: string;
  description: string;
  builtIn: boolean;
  rules: Rule[];
  mfaRequired: boolean;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Words of rules, in the order they are offered. */
export const ACTIONS = [
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
export const SUBJECTS = [
  'Region',
  'Municipality',
  'Zone',
  'Asset',
  'Device',
  'Codec',
  'Sensor',
  'Reading',
  'Alert',
  'Balance',
  'Twin',
  'Model',
  'Maintenance',
  'Quarantine',
  'User',
  'Role',
  'ApiKey',
  'Audit',
  'System',
  'all',
] as const;

/** One or several words as a list. */
export const listOf = (words: string | readonly string[] | undefined): string[] =>
  words === undefined ? [] : typeof words === 'string' ? [words] : [...words];
