/** A refusal. It stands in the chain of the actor's home tenant, or of the tenant given. */
export interface DenialEntry {
  action: string;
  objectType: string;
  objectId: string | null;
  /** Stable code of the refusal. */
  reason: string;
  /** Only where the request has no principal, though the actor is known: a wrong password, a revoked session. */
  actor?: { kind: 'user' | 'apiKey'; id: string; name: string };
  tenantId?: number;
}

/** Where refusals are written down. The audit library provides it. */
export abstract class DenialLog {
  /** Writes one row in a transaction of its own. Without any known actor it does nothing. */
  abstract denied(entry: DenialEntry): Promise<void>;
}
