import type { CalendarOptions, NamedSensor } from '@app/detection';
import type { Work } from '@app/database';
import { type Quantity, canonicalUnits } from '@app/kernel';
import type { ModelRecord } from '../model-record';

const MINUTE_MS = 60_000;
/** Readings are looked at no more often than this, ms. */
const LEAST_STEP_MS = 5 * MINUTE_MS;
const MOST_STEP_MS = 60 * MINUTE_MS;
/** Sensors beside one that are tried as neighbours, and sensors of a zone's model, at most. */
const MOST_NEIGHBOURS = 8;
const MOST_SIGNALS = 60;

/** A sensor as models need it. */
export interface ScopeSensor {
  id: string;
  /** Internal number. */
  number: number;
  code: string;
  name: string;
  quantity: Quantity;
  /** Expected time between readings, ms. */
  intervalMs: number;
}

/** The sensors that a model is about, and how their place counts time. */
export interface ModelScope {
  tenantId: number;
  /** Of a sensor's model: the sensor itself. */
  own: ScopeSensor | null;
  /** Neighbours of the sensor, or all sensors of the zone. */
  others: ScopeSensor[];
  calendar: CalendarOptions;
  /** Time between readings that are looked at, ms. */
  stepMs: number;
}

interface SensorRow {
  id: string;
  number: number;
  code: string;
  name: string;
  quantity: Quantity;
  interval_s: number;
}

const fields = `s.id, s.number, s.code, s.name, s.quantity, s.interval_s`;

/** What people call units whose codes look strange. */
const unitWords: Readonly<Record<string, string>> = {
  m3: 'm³',
  'm3/h': 'm³/h',
  Cel: '°C',
  'uS/cm': 'µS/cm',
  '[NTU]': 'NTU',
  '[pH]': '',
  'kW.h': 'kWh',
};

/** Unit of a quantity as people write it. */
export function unitOf(quantity: Quantity): string {
  const canonical = canonicalUnits[quantity];
  return unitWords[canonical] ?? canonical;
}

/** Names and units of sensors, by id. */
export function namedSensors(sensors: readonly ScopeSensor[]): Map<string, NamedSensor> {
  return new Map(sensors.map(({ id, name, quantity }) => [id, { name, unit: unitOf(quantity) }]));
}

/** Looks up the sensors of a model. */
export async function scopeOf(
  work: Work,
  model: Pick<ModelRecord, 'tenantId' | 'kind' | 'scopeId' | 'holidays'>,
): Promise<ModelScope> {
  const { tenantId, kind, scopeId } = model;
  const [place] = await work.sql<{ time_zone: string; lat: number }>(
    `select time_zone, st_y(center) as lat from municipalities where tenant_id = ?`,
    [tenantId],
  );
  const calendar = {
    timeZone: place?.time_zone ?? 'UTC',
    southern: (place?.lat ?? 0) < 0,
    holidays: model.holidays,
  };
  if (kind === 'zone') {
    const rows = await work.sql<SensorRow>(
      `select ${fields} from sensors s where s.tenant_id = ? and s.zone_id = ? and s.status = 'active'
       order by s.code limit ${MOST_SIGNALS}`,
      [tenantId, scopeId],
    );
    const others = rows.map(toSensor);
    return { tenantId, own: null, others, calendar, stepMs: stepFor(others) };
  }
  const [own] = (
    await work.sql<SensorRow>(`select ${fields} from sensors s where s.tenant_id = ? and s.id = ?`, [tenantId, scopeId])
  ).map(toSensor);
  const rows = await work.sql<SensorRow>(
    `select ${fields} from sensors s join sensors me on me.tenant_id = s.tenant_id and me.id = ?
     where s.tenant_id = ? and s.id <> me.id and s.status = 'active' and (s.asset_id = me.asset_id or s.zone_id = me.zone_id)
     order by (s.asset_id = me.asset_id) desc nulls last, (s.quantity = me.quantity) desc, s.code limit ${MOST_NEIGHBOURS}`,
    [scopeId, tenantId],
  );
  return {
    tenantId,
    own: own ?? null,
    others: rows.map(toSensor),
    calendar,
    stepMs: stepFor(own === undefined ? [] : [own]),
  };
}

function toSensor({ interval_s: intervalS, ...row }: SensorRow): ScopeSensor {
  return { ...row, intervalMs: intervalS * 1_000 };
}

/** The longest interval of the sensors, in whole minutes and within bounds. */
function stepFor(sensors: readonly ScopeSensor[]): number {
  const longest = Math.max(LEAST_STEP_MS, ...sensors.map(({ intervalMs }) => intervalMs));
  return Math.min(MOST_STEP_MS, Math.ceil(longest / MINUTE_MS) * MINUTE_MS);
}
