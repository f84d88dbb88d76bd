import type { LoggerModel } from './config';

/** What one column of a logger's lines holds. */
export type TemplateColumn =
  | { role: 'time' | 'date' | 'clock' | 'skip' }
  | { role: 'value'; channel: string; unit: string };

/** How the bare values of a line are to be read. */
export interface LineTemplate {
  columns: TemplateColumn[];
  separator: string;
  /** Offset of times without one; undefined: they are refused. */
  zone: string | undefined;
}

const roles: Readonly<Record<string, 'time' | 'date' | 'clock' | 'skip'>> = {
  time: 'time',
  timestamp: 'time',
  date: 'date',
  clock: 'clock',
  '-': 'skip',
  '': 'skip',
};

/** @param columns - as in `time,level:m,battery:V,-` */
export function parseTemplate(columns: string, separator = ',', zone?: string): LineTemplate {
  return { columns: columns.split(',').map((text) => parseColumn(text.trim())), separator, zone };
}

export function templateOf({ columns, separator, zone }: LoggerModel): LineTemplate {
  return parseTemplate(columns, separator, zone);
}

function parseColumn(text: string): TemplateColumn {
  const role = Object.hasOwn(roles, text.toLowerCase()) ? roles[text.toLowerCase()] : undefined;
  if (role !== undefined) return { role };
  const colon = text.lastIndexOf(':');
  if (colon <= 0) return { role: 'value', channel: text, unit: '' };
  return { role: 'value', channel: text.slice(0, colon), unit: text.slice(colon + 1) };
}
