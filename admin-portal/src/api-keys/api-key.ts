/** An API key as GET /api-keys answers it. */
export interface ApiKey {
  id: string;
  name: string;
  /** Reach; null: the whole nation. */
  scopeId: string | null;
  /** Code of the role whose rights it has. */
  role: string;
  expiresAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  createdAt: string;
  version: number;
}

/** Does the key work at the moment `now` (ms)? */
export function keyState(key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: number): 'revoked' | 'expired' | 'active' {
  if (key.revokedAt !== null) return 'revoked';
  return Date.parse(key.expiresAt) <= now ? 'expired' : 'active';
}
