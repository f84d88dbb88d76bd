import { allowed, type Action, type Principal } from '@app/access';
import type { AlertRecord } from './store/alert-record';

/** The fields of an alert that rules may name. */
export const RULE_COLUMNS: Readonly<Record<string, string>> = {
  tenantId: 'a.tenant_id',
  id: 'a.id',
  sensorId: 'a.sensor_id',
  kind: 'a.kind',
  priority: 'a.priority',
  state: 'a.state',
  ownerId: 'a.owner_id',
};

/** May this principal do this to this alert? */
export function mayOn(principal: Pick<Principal, 'ability'>, action: Action, record: AlertRecord): boolean {
  return allowed(principal, action, 'Alert', {
    tenantId: record.tenantId,
    id: record.id,
    sensorId: record.sensorId,
    kind: record.kind,
    priority: record.priority,
    state: record.occurrence.state,
    ownerId: record.occurrence.owner?.id ?? null,
  });
}
