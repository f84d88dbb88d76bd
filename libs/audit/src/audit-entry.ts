/** Who acted. */
export interface AuditActor {
  kind: 'user' | 'apiKey' | 'system' | 'anonymous';
  id: string | null;
  name: string | null;
}

/** What happened to one object, as the code that did it reports it. When, from where and, mostly, who are added. */
export interface AuditEntry {
  /** Verb, with its object type where it is no plain create, update or delete: `update`, `alert.acknowledge`, `auth.login`. */
  action: string;
  objectType: string;
  objectId: string | null;
  /** Internal number of the tenant whose chain takes the row: the object's. */
  tenantId: number;
  /** The object before and after, as the API shows it. Secrets are taken out and large geometries become fingerprints. */
  before?: object | null;
  after?: object | null;
  reason?: string | null;
  /** Only where the request does not say it: signing in. */
  actor?: AuditActor;
}

export type AuditResult = 'done' | 'denied' | 'failed';
