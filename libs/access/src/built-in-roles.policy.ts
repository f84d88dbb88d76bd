import type { AccessRule, Subject } from './vocabulary';

/** A role that comes with the platform. Its rights are code; only whether it needs a second factor is data. */
export interface BuiltInRole {
  code: string;
  name: string;
  description: string;
  rules: AccessRule[];
  /** May be held only by users of the nation. */
  nationOnly?: boolean;
}

const network: Subject[] = [
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
];

/** Enough to name colleagues in assignments; nothing about how they sign in. */
const colleague = ['id', 'username', 'displayName', 'scopeId', 'status'];

/** The one source of built-in rights: for the guards, for queries and, through `/auth/me`, for screens. */
export const builtInRoles: readonly BuiltInRole[] = [
  {
    code: 'nationalAdmin',
    name: 'National administrator',
    description: 'Everything, everywhere.',
    rules: [{ action: 'manage', subject: 'all' }],
    nationOnly: true,
  },
  {
    code: 'municipalAdmin',
    name: 'Municipal administrator',
    description: 'Users, network, devices and alarms of the own area.',
    rules: [
      { action: 'read', subject: 'Region' },
      { action: ['read', 'update', 'import'], subject: 'Municipality' },
      {
        action: 'manage',
        subject: [
          'User',
          'Role',
          'ApiKey',
          'Zone',
          'Asset',
          'Device',
          'Codec',
          'Sensor',
          'Twin',
          'Model',
          'Alert',
          'Quarantine',
          'Balance',
          'Maintenance',
        ],
      },
      { action: ['read', 'ingest', 'import'], subject: 'Reading' },
      { action: ['read', 'verify'], subject: 'Audit' },
    ],
  },
  {
    code: 'operator',
    name: 'Operator',
    description: 'Watches the network and handles its alarms.',
    rules: [
      { action: 'read', subject: [...network, 'Quarantine'] },
      { action: ['acknowledge', 'shelve', 'assign', 'resolve', 'update'], subject: 'Alert' },
      { action: ['create', 'update'], subject: ['Twin', 'Maintenance'] },
      { action: 'read', subject: 'User', fields: colleague },
    ],
  },
  {
    code: 'fieldCrew',
    name: 'Field crew',
    description: 'Sees the network, acknowledges alarms and resolves those assigned to them.',
    rules: [
      { action: 'read', subject: network },
      { action: ['acknowledge', 'update'], subject: 'Alert' },
      { action: 'resolve', subject: 'Alert', conditions: { ownerId: '${user.id}' } },
      { action: 'create', subject: 'Maintenance' },
    ],
  },
  {
    code: 'integrator',
    name: 'Integrator',
    description: 'Connects devices and sensors and sends readings.',
    rules: [
      { action: 'read', subject: network },
      { action: 'manage', subject: ['Device', 'Codec', 'Sensor', 'Quarantine'] },
      { action: ['ingest', 'import'], subject: 'Reading' },
      { action: 'import', subject: 'Maintenance' },
    ],
  },
  {
    code: 'auditor',
    name: 'Auditor',
    description: 'Reads everything, the audit trail included, and changes nothing.',
    rules: [
      { action: 'read', subject: [...network, 'Quarantine', 'User', 'Role', 'ApiKey', 'Audit'] },
      { action: 'verify', subject: 'Audit' },
    ],
  },
  {
    code: 'viewer',
    name: 'Viewer',
    description: 'Sees the network, its readings and its alarms.',
    rules: [{ action: 'read', subject: network }],
  },
];

const byCode = new Map(builtInRoles.map((role) => [role.code, role]));

/** @returns undefined for the code of a custom role, or of none */
export function builtInRole(code: string): BuiltInRole | undefined {
  return byCode.get(code);
}
