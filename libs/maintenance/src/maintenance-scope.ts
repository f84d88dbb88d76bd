import { type Action, type Principal, allowed } from '@app/access';

/** Tenants of those in sight in which the principal may do something with maintenance. */
export function maintenanceTenants(principal: Principal, action: Action, tenants = principal.tenants): number[] {
  return tenants.filter((tenantId) => allowed(principal, action, 'Maintenance', { tenantId }));
}
