import { crc16 } from '../src/text/crc16';

/** Values of one key, oldest first; null: a gap. */
export interface WrittenField {
  key: string;
  values: (number | null)[];
  unit: string;
}

/** A report as a logger would write it. */
export interface WrittenReport {
  station: string;
  /** Unix ms, whole seconds; null: no time. */
  baseMs: number | null;
  stepS: number | null;
  fields: WrittenField[];
  check: boolean;
}

/** Writes the compact format; the counterpart that the reader is tried against. */
export function writeCompactText({ station, baseMs, stepS, fields, check }: WrittenReport): string {
  const time =
    baseMs === null ? [] : [`${new Date(baseMs).toISOString().slice(0, 19)}Z${stepS === null ? '' : `/${stepS}s`}`];
  const words = fields.map(({ key, values, unit }) => {
    const texts = values.map((value) => (value === null ? '-' : String(value)));
    return `${key}=${texts.join(',')}${values.at(-1) === null ? '' : unit}`;
  });
  const text = ['H1', station, ...time, ...words].join(' ');
  return check ? `${text} *${crc16(Buffer.from(text)).toString(16).toUpperCase().padStart(4, '0')}` : text;
}
