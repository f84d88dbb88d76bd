import { abilityFrom } from './ability';
import type { Principal } from './principal';

/**
 * The platform itself as the one who acts: jobs and start-up.
 * @param name - the part of the platform, as it shall stand in the audit trail
 * @param tenants - what it may see; jobs take it from their record, never from a global
 */
export function systemPrincipal(name: string, tenantId: number, tenants: number[]): Principal {
  const ability = abilityFrom([{ action: 'manage', subject: 'all' }], { userId: '', tenants });
  return { kind: 'system', id: name, name, tenantId, tenants, roles: [], ability };
}
