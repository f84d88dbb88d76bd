import type { Alert } from '@app/contracts';
import { canonicalUnits, type Quantity } from '@app/kernel';
import type { AlertRow } from './store/alert-record';

/** A row of `alerts` joined with its sensor and tenant. */
export interface AlertViewRow extends AlertRow {
  version: number;
  municipality_id: string;
  sensor_code: string;
  sensor_name: string;
  quantity: Quantity;
  display_unit: string;
  lon: number | null;
  lat: number | null;
}

/** Columns and joins of {@link AlertViewRow}; the alert is `a`, its sensor `s`, its tenant `t`. */
export const ALERT_VIEW = `a.*, t.uid as municipality_id, s.code as sensor_code, s.name as sensor_name, s.quantity, s.display_unit,
  st_x(s.location) as lon, st_y(s.location) as lat
  from alerts a join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id join tenants t on t.id = a.tenant_id`;

/** A driver's timestamp as the API shows it. */
export function isoTime(value: string | Date): string {
  return new Date(value).toISOString();
}

function maybeIso(value: string | Date | null): string | null {
  return value === null ? null : isoTime(value);
}

/** An alert as the API shows it. */
export function alertFromRow(row: AlertViewRow): Alert {
  return {
    id: row.id,
    municipalityId: row.municipality_id,
    sensorId: row.sensor_id,
    sensorCode: row.sensor_code,
    sensorName: row.sensor_name,
    quantity: row.quantity,
    kind: row.kind as Alert['kind'],
    limitName: row.limit_name,
    priority: row.priority as Alert['priority'],
    state: row.state,
    shelvedUntil: maybeIso(row.shelved_until),
    shelveReason: row.shelve_reason,
    oneShotShelved: row.one_shot_shelved,
    suppressed: row.suppressed,
    outOfService: row.out_of_service,
    historical: row.historical,
    value: row.value,
    limit: row.limit_value,
    unit: canonicalUnits[row.quantity],
    displayUnit: row.display_unit,
    message: row.message,
    finding: row.finding,
    occurrences: row.occurrences,
    raisedAt: isoTime(row.raised_at),
    ackedAt: maybeIso(row.acked_at),
    ackedBy: row.acked_by_name,
    clearedAt: maybeIso(row.cleared_at),
    resolvedAt: maybeIso(row.resolved_at),
    cause: row.cause,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    location: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
    version: row.version,
  };
}
