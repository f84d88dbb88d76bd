/** One row of the audit trail as GET /audit answers it. */
export interface AuditRow {
  id: string;
  /** Whose chain; null: the nation's. */
  municipalityId: string | null;
  /** Place in the chain, from 1 without gaps. */
  seq: number;
  at: string;
  actor: { kind: 'user' | 'apiKey' | 'system' | 'anonymous'; id: string | null; name: string | null };
  action: string;
  objectType: string;
  objectId: string | null;
  result: 'done' | 'denied' | 'failed';
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string | null;
  ip: string | null;
  /** SHA-256, hexadecimal. */
  prevHash: string;
  hash: string;
}

/** Whether one chain holds together. */
export interface ChainVerdict {
  tenant: string;
  rows: number;
  valid: boolean;
  firstBadSeq: number | null;
  fault: 'altered' | 'unlinked' | 'missing' | 'rewritten' | null;
  lastCheckpoint: { seq: number; at: string; keyId: string } | null;
}

/** Answer of GET /audit/verify. */
export interface Verdict {
  valid: boolean;
  chains: ChainVerdict[];
}

/** Pages of the portal for types of object. */
const pages: Readonly<Record<string, string>> = {
  Region: 'regions',
  Municipality: 'municipalities',
  Zone: 'zones',
  Asset: 'assets',
  Device: 'devices',
  Sensor: 'sensors',
  Alert: 'alarms',
  User: 'users',
  Role: 'roles',
};

/** The page of the object a row is about; null when it has none. */
export function objectPage(row: Pick<AuditRow, 'objectType' | 'objectId' | 'action'>): string | null {
  const page = pages[row.objectType];
  if (!page || !row.objectId || /\.?delete$/.test(row.action)) return null;
  return `/${page}/${row.objectId}/show`;
}

/** The newest checkpoint of all chains; null when there is none. */
export function newestCheckpoint(verdict: Verdict): string | null {
  return verdict.chains.reduce<string | null>(
    (newest, { lastCheckpoint }) =>
      lastCheckpoint && (!newest || lastCheckpoint.at > newest) ? lastCheckpoint.at : newest,
    null,
  );
}
