import type { ProblemList } from './inp-error';
import type { InpLine } from './inp-lines';

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;

/** A number as EPANET writes it, or null when the text is none or not finite. */
export function readNumber(text: string): number | null {
  if (!numberPattern.test(text)) return null;
  const value = Number(text.replace(/[dD]/, 'e'));
  return Number.isFinite(value) ? value : null;
}

/** Reads the columns of one line; faults are gathered and answered with the fallback so that reading goes on. */
export class LineReader {
  constructor(
    private readonly line: InpLine,
    private readonly section: string,
    private readonly problems: ProblemList,
  ) {}

  /** Number of columns. */
  get length(): number {
    return this.line.tokens.length;
  }

  /** The word in a column, or '' when it is missing and a fault was noted. */
  word(index: number, what: string): string {
    const token = this.line.tokens[index];
    if (token !== undefined) return token;
    this.fault(`${what} is missing in column ${index + 1} of [${this.section}].`, 'Add the missing column.');
    return '';
  }

  /** The word in a column, or null when it is missing or a placeholder `*`. */
  optionalWord(index: number): string | null {
    const token = this.line.tokens[index];
    return token === undefined || token === '*' ? null : token;
  }

  /** The number in a column; a missing column gives the fallback, or a fault when there is none. */
  number(index: number, what: string, fallback: number | null = null): number {
    const token = this.line.tokens[index];
    if (token === undefined || token === '*') {
      if (fallback !== null) return fallback;
      this.fault(`${what} is missing in column ${index + 1} of [${this.section}].`, 'Add the missing column.');
      return 0;
    }
    const value = readNumber(token);
    if (value !== null) return value;
    this.fault(
      `${what} in [${this.section}] is '${clip(token)}', not a number.`,
      'Write a plain number with a decimal point.',
    );
    return fallback ?? 0;
  }

  /** As {@link number}, and refuses a value that is not above zero. */
  positive(index: number, what: string): number {
    const value = this.number(index, what);
    if (this.line.tokens[index] !== undefined && value <= 0 && readNumber(this.line.tokens[index]) !== null) {
      this.fault(`${what} in [${this.section}] is ${value}; it must be above zero.`, 'Correct the figure.');
    }
    return value;
  }

  /** Notes a fault on this line. */
  fault(message: string, advice: string): void {
    this.problems.fail(this.line.line, message, advice);
  }

  /** Notes something tolerated on this line. */
  remark(message: string, advice: string): void {
    this.problems.warn(this.line.line, message, advice);
  }
}

/** Shortens a piece of the file for a message. */
export function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/**
 * Seconds of an EPANET time: `6` and `6.5` are hours, `6:30` and `6:30:15` hours, minutes, seconds; a second word may be
 * SEC, MIN, HOUR, DAY, AM or PM.
 *
 * @returns seconds, or null when the text is not a time
 */
export function readTimeS(words: readonly string[]): number | null {
  const [first = '', unit = ''] = words;
  const parts = first.split(':');
  if (parts.length > 3) return null;
  let hours = 0;
  for (const [index, part] of parts.entries()) {
    const value = readNumber(part);
    if (value === null || value < 0) return null;
    hours += value / 60 ** index;
  }
  const key = unit.toUpperCase();
  if (key === '') return Math.round(hours * 3600);
  if (key === 'AM' || key === 'PM') return Math.round(((hours % 12) + (key === 'PM' ? 12 : 0)) * 3600);
  const plain = parts.length === 1 ? hours : null;
  if (plain === null) return Math.round(hours * 3600);
  if (key.startsWith('SEC')) return Math.round(plain);
  if (key.startsWith('MIN')) return Math.round(plain * 60);
  if (key.startsWith('HOU')) return Math.round(plain * 3600);
  if (key.startsWith('DAY')) return Math.round(plain * 86_400);
  return null;
}
