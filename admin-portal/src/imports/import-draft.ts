import type { Detected, Mapping } from './import-types';

/** A column of a wide table as the form holds it. */
export interface DraftColumn {
  column: number;
  taken: boolean;
  sensor: string;
  unit: string;
}

/** The settings as the form holds them: those of both layouts, so that changing the layout loses nothing. */
export interface ImportDraft {
  form: 'long' | 'wide';
  decimal: '.' | ',';
  thousands: Detected['thousands'];
  headerRows: number;
  sheet: string | null;
  timeColumn: number;
  timeFormat: NonNullable<Detected['timeFormat']>;
  timeZone: string | null;
  sensorColumn: number;
  valueColumn: number;
  unitColumn: number | null;
  unit: string;
  columns: DraftColumn[];
}

/** Unit in which each sensor is stored. */
export const CANONICAL = 'canonical';

/** What the platform found, completed by guesses, or what was chosen before. */
export function draftOf(detected: Detected, mapping: Mapping | null, timeZone: string | null): ImportDraft {
  const timeColumn = mapping?.time.column ?? detected.timeColumn ?? 0;
  const long = mapping?.form === 'long' ? mapping : null;
  const wide = mapping?.form === 'wide' ? mapping.columns : null;
  const other = (used: readonly (number | null)[]): number =>
    Math.max(
      0,
      detected.columns.findIndex((_, index) => !used.includes(index)),
    );
  const sensorColumn = long?.sensorColumn ?? detected.sensorColumn ?? other([timeColumn]);
  const offers = detected.timeHasOffset || detected.timeFormat?.startsWith('unix') === true;
  return {
    form: mapping?.form ?? detected.form ?? 'long',
    decimal: mapping?.decimal ?? detected.decimal,
    thousands: mapping?.thousands ?? detected.thousands,
    headerRows: mapping?.headerRows ?? detected.headerRows,
    sheet: mapping?.sheet ?? null,
    timeColumn,
    timeFormat: mapping?.time.format ?? detected.timeFormat ?? 'iso',
    timeZone: mapping ? (mapping.time.timeZone ?? null) : offers ? null : timeZone,
    sensorColumn,
    valueColumn: long?.valueColumn ?? detected.valueColumn ?? other([timeColumn, sensorColumn]),
    unitColumn: long ? (long.unitColumn ?? null) : detected.unitColumn,
    unit: long?.unit ?? '',
    columns: detected.columns.flatMap(({ name, samples }, column) => {
      if (column === timeColumn) return [];
      const chosen = wide?.find((each) => each.column === column);
      const taken = wide ? chosen !== undefined : samples.some((text) => /^\s*[+-]?[\d.,]+/.test(text));
      return [{ column, taken, sensor: chosen?.sensor ?? name, unit: chosen?.unit ?? CANONICAL }];
    }),
  };
}

/** Must the zone be named? */
export function needsZone(draft: ImportDraft, detected: Detected): boolean {
  return !draft.timeFormat.startsWith('unix') && !detected.timeHasOffset;
}

/** What is still missing: a key of the catalogue, or null. */
export function lacking(draft: ImportDraft, detected: Detected): string | null {
  if (needsZone(draft, detected) && !draft.timeZone) return 'imports.lack.zone';
  if (draft.form === 'long') {
    if (draft.unitColumn === null && draft.unit.trim() === '') return 'imports.lack.unit';
    return null;
  }
  const taken = draft.columns.filter(({ taken: isTaken }) => isTaken);
  if (taken.length === 0) return 'imports.lack.columns';
  return taken.some(({ sensor, unit }) => sensor.trim() === '' || unit.trim() === '') ? 'imports.lack.sensor' : null;
}

/** The settings as the API takes them. */
export function mappingOf(draft: ImportDraft, detected: Detected): Mapping {
  const common = {
    delimiter: detected.delimiter,
    encoding: detected.encoding,
    decimal: draft.decimal,
    thousands: draft.thousands,
    headerRows: draft.headerRows,
    sheet: draft.sheet,
    time: { column: draft.timeColumn, format: draft.timeFormat, timeZone: draft.timeZone },
  };
  if (draft.form === 'long') {
    const { sensorColumn, valueColumn, unitColumn } = draft;
    return { form: 'long', ...common, sensorColumn, valueColumn, unitColumn, unit: draft.unit.trim() || null };
  }
  const columns = draft.columns
    .filter(({ taken, column }) => taken && column !== draft.timeColumn)
    .map(({ column, sensor, unit }) => ({ column, sensor: sensor.trim(), unit: unit.trim() }));
  return { form: 'wide', ...common, columns };
}
