import type { TelemetryColumns } from '@app/plugin-sdk';
import { ColumnBuilder } from './column-builder';
import type { LineTemplate } from './line-template';
import { loggerTime } from './logger-time';

const timeKeys = new Set(['time', 'timestamp', 'ts']);
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const leading = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?/i;

/** A number as loggers write it; NaN for everything else, also for what only begins with one. */
function number(text: string): number {
  return decimal.test(text) ? Number(text) : Number.NaN;
}

/** What parts pairs. A comma before digits that are no pair is a decimal comma. */
const between = /[\s;]+|,(?!\d[^\s;,=]*(?:[\s;,]|$))/;

/**
 * Reads `time=2026-01-02T03:04:05Z level=2.41m battery=3.6:V`: pairs parted by blanks, `;` or `,`. The unit follows the
 * number, with or without a colon; without a unit the channel's counts.
 */
export function readPairs(line: string): TelemetryColumns {
  const pairs = line.split(between).filter((part) => part !== '');
  const builder = new ColumnBuilder();
  let time = Number.NaN;
  let timeFault = false;
  const readings = pairs.filter((pair) => {
    const [key, text = ''] = parted(pair);
    if (!timeKeys.has(key.toLowerCase())) return true;
    time = loggerTime(text, undefined);
    timeFault = Number.isNaN(time);
    return false;
  });
  for (const pair of readings) {
    const [key, text] = parted(pair);
    if (text === undefined) builder.fault('malformed', `"${pair.slice(0, 64)}" is no pair of channel and value`);
    else if (timeFault) builder.fault('bad_time', 'A time needs an offset: 2026-01-02T03:04:05Z');
    else {
      const digits = leading.exec(text)?.[0] ?? '';
      const unit = text.slice(digits.length).replace(/^:/, '');
      const whole = digits !== '' && !unit.startsWith(',');
      builder.reading(key, whole ? Number(digits) : Number.NaN, unit, time);
    }
  }
  return builder.columns();
}

function parted(pair: string): [string, string | undefined] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
}

/**
 * Reads bare values by a template. An empty value is a gap. A line with another number of values than the template has
 * columns is read by the wrong template: nothing of it can be trusted.
 */
export function readValues(line: string, template: LineTemplate): TelemetryColumns {
  const { columns, separator, zone } = template;
  const cells = line.split(separator).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
  const builder = new ColumnBuilder();
  if (cells.length !== columns.length) {
    builder.fault('malformed', `${cells.length} values in the line; its template has ${columns.length} columns`);
    return builder.columns();
  }
  const timeText = cellsOf(cells, template, 'time')[0] ?? bothHalves(cells, template);
  const time = timeText === undefined ? Number.NaN : loggerTime(timeText, zone);
  columns.forEach((column, index) => {
    const cell = cells[index] as string;
    if (column.role !== 'value' || cell === '') return;
    if (timeText !== undefined && Number.isNaN(time)) {
      builder.fault('bad_time', `"${timeText.slice(0, 40)}" is no time, or has no offset and the model sets no zone`);
    } else builder.reading(column.channel, number(cell), column.unit, time);
  });
  return builder.columns();
}

/** Reads `time,channel,value,unit`, the form of loggers that have told no other. */
export function readPlain(line: string): TelemetryColumns {
  const builder = new ColumnBuilder();
  const cells = line.split(',').map((cell) => cell.trim());
  const [timeText = '', channel = '', value = '', unit = ''] = cells;
  const time = timeText === '' ? Number.NaN : loggerTime(timeText, undefined);
  if (cells.length < 3 || cells.length > 4) {
    builder.fault('malformed', 'A line without a template holds time, channel, value and unit');
  } else if (timeText !== '' && Number.isNaN(time)) {
    builder.fault('bad_time', `"${timeText.slice(0, 40)}" is no time with an offset`);
  } else builder.reading(channel, number(value), unit, time);
  return builder.columns();
}

function cellsOf(cells: readonly string[], { columns }: LineTemplate, role: string): string[] {
  return cells.filter((_, index) => columns[index]?.role === role);
}

/** Date and clock of columns of their own. */
function bothHalves(cells: readonly string[], template: LineTemplate): string | undefined {
  const [date] = cellsOf(cells, template, 'date');
  const [clock] = cellsOf(cells, template, 'clock');
  return date === undefined || clock === undefined ? undefined : `${date}T${clock}`;
}
