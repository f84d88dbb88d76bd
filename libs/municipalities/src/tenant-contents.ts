import type { Work } from '@app/database';
import { DomainError } from '@app/kernel';

const contents = {
  zones: 'zones',
  assets: 'assets',
  devices: 'devices',
  sensors: 'sensors',
  users: 'users',
  roles: 'roles',
};

/**
 * Refuses to take away a tenant that still holds something. The tenant itself stays in the registry, without a name:
 * its audit chain goes on to exist.
 * @throws {DomainError} conflict, naming what it holds
 */
export async function assertEmpty(work: Work, tenantId: number, noun: string): Promise<void> {
  const checks = Object.entries(contents).map(
    ([name, table]) => `select '${name}' as what from ${table} where tenant_id = ?`,
  );
  const keys = `select 'API keys' as what from api_keys where tenant_id = ? and revoked_at is null`;
  const query = [...checks, keys].map((check) => `(${check} limit 1)`).join(' union all ');
  const held = await work.sql<{ what: string }>(
    query,
    [...checks, keys].map(() => tenantId),
  );
  if (held.length === 0) return;
  throw new DomainError('conflict', 'object.in-use', 'Still in use', {
    detail: `The ${noun} still holds ${held.map(({ what }) => what).join(', ')}. Take those away first.`,
  });
}
