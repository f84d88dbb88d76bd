/** Families of pipe material that break in different ways. */
export const materialFamilies = [
  'plastic',
  'ductile_iron',
  'cast_iron',
  'asbestos_cement',
  'steel',
  'concrete',
  'other',
] as const;
export type MaterialFamily = (typeof materialFamilies)[number];

/** What is known of a pipe. Times are decimal years (2018.5 is the middle of 2018). */
export interface PipeRecord {
  readonly id: string;
  readonly lengthM: number;
  /** mm; null: not known, taken as 150. */
  readonly diameterMm: number | null;
  /** As written in the register; null: not known. */
  readonly material: string | null;
  /** Laid; null: not known. */
  readonly installed: number | null;
  /** Relined; null: never, or not known. */
  readonly lined: number | null;
  /** Usual pressure, kPa; null: not known. */
  readonly pressureKpa: number | null;
  /** Street, or section of a road, whose pipes share soil and traffic; null or left out: not known. */
  readonly street?: string | null;
}

/** One break of a pipe. */
export interface BreakRecord {
  /** Place of the pipe in the list of pipes. */
  readonly pipe: number;
  /** Decimal year. */
  readonly time: number;
}

const patterns: readonly (readonly [MaterialFamily, RegExp])[] = [
  ['plastic', /\b(pvc\w*|upvc|mopvc|hdpe|mdpe|ldpe|pe\d*|polyethylene|plastic|grp)\b/],
  ['ductile_iron', /\b(di|dip|ductile)\b/],
  ['asbestos_cement', /\b(ac|acp|asbestos|fibre cement)\b/],
  ['steel', /\b(st|stl|steel|ms)\b/],
  ['concrete', /\b(cpp|ccp|pccp|rcp|concrete|hyprescon)\b/],
  ['cast_iron', /\b(ci|cip|gci|cast|grey|gray|iron)\b/],
];

/** The family of a material by its usual English names and abbreviations; `other` when it is not known. */
export function familyOf(material: string | null): MaterialFamily {
  const text = (material ?? '').toLowerCase().replaceAll(/[_-]+/g, ' ');
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

const DAY_MS = 86_400_000;

/** A day as decimal year, so that years are of equal weight. @returns null for what is no date */
export function decimalYear(day: string | Date | null): number | null {
  if (day === null || day === '') return null;
  const time = typeof day === 'string' ? Date.parse(day) : day.getTime();
  if (Number.isNaN(time)) return null;
  const year = new Date(time).getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  return year + (time - start) / DAY_MS / ((Date.UTC(year + 1, 0, 1) - start) / DAY_MS);
}

/**
 * Breaks that are the pipe's own: one that happened before it was laid belongs to the pipe that lay there earlier, and
 * says nothing of this one.
 */
export function ownBreaks(pipes: readonly PipeRecord[], breaks: readonly BreakRecord[]): BreakRecord[] {
  return breaks.filter(({ pipe, time }) => {
    const installed = pipes[pipe]?.installed;
    return installed !== undefined && (installed === null || time >= installed);
  });
}

const FEW_BREAKS = 30;

/**
 * Year from which on breaks were recorded: years before it have hardly any, which says that nobody wrote them down. With
 * few breaks this cannot be told, and the year of the first one stands.
 * @returns null without breaks
 */
export function recordStart(breaks: readonly BreakRecord[]): number | null {
  const counts = new Map<number, number>();
  for (const { time } of breaks) counts.set(Math.floor(time), (counts.get(Math.floor(time)) ?? 0) + 1);
  if (counts.size === 0) return null;
  if (breaks.length < FEW_BREAKS) return Math.min(...counts.keys());
  const usual = [...counts.values()].sort((a, b) => a - b)[Math.floor(counts.size / 2)] as number;
  let first = Math.max(...counts.keys());
  while ((counts.get(first - 1) ?? 0) >= Math.max(1, usual * 0.2)) first -= 1;
  return first;
}
