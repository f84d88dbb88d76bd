import type { Work } from '@app/database';
import { type BreakRecord, type ConsequenceFacts, type PipeRecord, decimalYear } from '../core';

/** Pipes with their breaks, as the register of some tenants has them. */
export interface PipeStock {
  readonly pipes: readonly PipeRecord[];
  readonly facts: readonly ConsequenceFacts[];
  readonly breaks: readonly BreakRecord[];
}

interface PipeRow {
  id: string;
  length_m: number | null;
  diameter_mm: number | null;
  material: string | null;
  installed_on: string | null;
  attributes: Record<string, unknown>;
}

/** Pipes that stand (in or out of service) and their breaks. @param tenants - internal numbers */
export async function loadPipes(work: Work, tenants: readonly number[]): Promise<PipeStock> {
  const scope = `{${tenants.join(',')}}`;
  const rows = await work.sql<PipeRow>(
    `select id, length_m, diameter_mm, material, installed_on::text, attributes from assets
     where tenant_id = any (?::int[]) and class = 'pipe' and status in ('in_service', 'out_of_service') order by id`,
    [scope],
  );
  const found = await work.sql<{ asset_id: string; broke_on: string }>(
    `select asset_id, broke_on::text from asset_breaks where tenant_id = any (?::int[]) order by broke_on`,
    [scope],
  );
  const places = new Map(rows.map(({ id }, index) => [id, index]));
  return {
    pipes: rows.map(toPipe),
    facts: rows.map(({ diameter_mm: diameterMm, attributes }) => ({ diameterMm, attributes })),
    breaks: found.flatMap(({ asset_id: asset, broke_on: day }) => {
      const pipe = places.get(asset);
      const time = decimalYear(day);
      return pipe === undefined || time === null ? [] : [{ pipe, time }];
    }),
  };
}

function toPipe(row: PipeRow): PipeRecord {
  const pressure = Number(row.attributes['pressureKpa'] ?? Number.NaN);
  const lined = row.attributes['linedOn'];
  const street = row.attributes['street'];
  return {
    id: row.id,
    lengthM: row.length_m ?? 0,
    diameterMm: row.diameter_mm,
    material: row.material,
    installed: decimalYear(row.installed_on),
    lined: typeof lined === 'string' ? decimalYear(lined) : null,
    pressureKpa: Number.isFinite(pressure) ? pressure : null,
    street: typeof street === 'string' && street !== '' ? street : null,
  };
}

/** A record that ends this long before now, years, is taken to end there: somebody stopped writing. */
const STALE_YEARS = 2;
const MANY_BREAKS = 30;

/** Decimal year to which breaks are known: now, or the last break of a record that nobody keeps any more. */
export function knownUntil(breaks: readonly BreakRecord[], now: Date): number {
  const present = decimalYear(now) as number;
  const last = breaks.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
  return breaks.length >= MANY_BREAKS && last < present - STALE_YEARS ? last + 1 / 365 : present;
}
