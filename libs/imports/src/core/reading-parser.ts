import type { ImportErrorKind, ImportMapping } from '@app/contracts';
import { ErrorLines, type RowError } from './error-lines';
import { NameIndex } from './name-index';
import { type NumberStyle, scanNumber } from './number-scan';
import { ReadingColumns, type SealedReadings } from './reading-columns';
import { MAX_RECORD_BYTES, RecordScanner } from './record-scanner';
import { type ClockState, RowClock } from './row-clock';
import { AMBIGUOUS, type SensorTable, UNKNOWN } from './sensor-table';
import { NO_WAY, UnitWays } from './unit-ways';

/** Readings after which a chunk is full. Large, as each day that a transaction touches costs it about a millisecond. */
export const CHUNK_READINGS = 524_288;
/** Days that one chunk may touch: each is a table that its transaction locks. */
const CHUNK_DAYS = 400;
const CHUNK_ROWS = 2_097_152;
const CHUNK_ERROR_BYTES = 4 * 1024 * 1024;
const DAY_MS = 86_400_000;
const SPACE = 0x20;
const TAB = 0x09;

/** Where a parser stands between two chunks. */
export interface ParserState extends ClockState {
  /** Records that were read, those of the header among them. */
  record: number;
  /** Error lines that were written. */
  errorLines: number;
}

export interface ParserOptions {
  mapping: ImportMapping;
  /** Names of the columns, for messages. */
  columns: readonly string[];
  sensors: SensorTable;
  /** Unix ms */
  nowMs: number;
  /** Null: from the beginning. */
  state: ParserState | null;
  chunkReadings?: number;
  onError?: ((error: RowError) => void) | null;
}

/** A chunk as the parser hands it over. */
export interface ParsedChunk extends SealedReadings {
  /** Rows of data. */
  fileRows: number;
  missing: number;
  rejected: number;
  doubledHours: number;
  errors: Partial<Record<ImportErrorKind, number>>;
  errorText: string;
  state: ParserState;
}

/** Reads delimited text into readings, chunk by chunk. Works on bytes; text is made of what is new or wrong only. */
export class ReadingParser {
  /** Names that no sensor has, or that several have; the first hundred. */
  readonly unknown = new Set<string>();
  readonly ambiguous = new Set<string>();
  /** Places of sensors that were named. */
  readonly found = new Set<number>();
  protected record: number;
  private readonly scanner: RecordScanner;
  private readonly clock: RowClock;
  private readonly readings: ReadingColumns;
  private readonly errors: ErrorLines;
  private readonly style: NumberStyle;
  private readonly missingWords: ReadonlySet<string>;
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readonly names = new NameIndex();
  private readonly units = new NameIndex(10_000);
  private readonly unitTexts: string[] = [];
  private readonly ways = new UnitWays();
  private readonly wide: { column: number; place: number; way: number }[] = [];
  private readonly chunkReadings: number;
  private readonly days = new Set<number>();
  private errorLines: number;
  private fileRows = 0;
  private missing = 0;
  private skipping = false;
  private day = Number.NaN;

  constructor(private readonly options: ParserOptions) {
    const { mapping, sensors, nowMs, state, onError = null } = options;
    const needed =
      mapping.form === 'long'
        ? [mapping.time.column, mapping.sensorColumn, mapping.valueColumn, mapping.unitColumn ?? 0]
        : [mapping.time.column, ...mapping.columns.map(({ column }) => column)];
    this.scanner = new RecordScanner(mapping.delimiter.charCodeAt(0), Math.max(...needed) + 1);
    this.clock = new RowClock(mapping, nowMs, state);
    this.chunkReadings = options.chunkReadings ?? CHUNK_READINGS;
    this.readings = new ReadingColumns(this.chunkReadings + needed.length, sensors);
    this.record = state?.record ?? 0;
    this.errorLines = state?.errorLines ?? 0;
    this.errors = new ErrorLines(this.errorLines, onError);
    this.style = { decimal: mapping.decimal.charCodeAt(0), thousands: mapping.thousands };
    this.missingWords = new Set(mapping.missing.map((word) => word.toLowerCase()));
    // UTF-16 is UTF-8 by the time it gets here.
    this.decoder = new TextDecoder(mapping.encoding === 'windows-1252' ? 'windows-1252' : 'utf-8');
    if (mapping.form === 'wide') this.resolveColumns(mapping.columns, state === null);
  }

  /** True when the chunk must be taken before more is read. */
  get full(): boolean {
    return (
      this.readings.count >= this.chunkReadings ||
      this.days.size >= CHUNK_DAYS ||
      this.fileRows >= CHUNK_ROWS ||
      this.errors.bytes >= CHUNK_ERROR_BYTES
    );
  }

  /** True when nothing has come together since the last chunk. */
  get empty(): boolean {
    return this.fileRows === 0 && this.errors.count === 0;
  }

  /**
   * Reads records until the bytes end or the chunk is full.
   * @param last - true: nothing follows these bytes
   * @returns where the first record begins that was not read
   */
  read(bytes: Buffer, from: number, last: boolean): number {
    this.scanner.reset();
    const header = this.options.mapping.headerRows;
    let at = from;
    // A marker of the encoding is no part of the first cell.
    if (this.record === 0 && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    while (at < bytes.length && !this.full) {
      const after = this.scanner.next(bytes, at, last);
      if (after < 0) return this.pastLongRecord(bytes, at);
      const long = this.skipping || after - at > MAX_RECORD_BYTES;
      const whole = !this.skipping;
      this.skipping = false;
      at = after;
      if (whole) this.record += 1;
      else continue;
      if (this.record <= header) continue;
      if (long) this.fault('too_long', '', '');
      else this.row(bytes);
    }
    return at;
  }

  /** Takes what has come together. */
  take(): ParsedChunk {
    const { counts, count, text } = this.errors.take();
    this.errorLines += count;
    const chunk: ParsedChunk = {
      ...this.readings.seal(),
      fileRows: this.fileRows,
      missing: this.missing,
      rejected: count,
      doubledHours: this.clock.doubled,
      errors: counts,
      errorText: text,
      state: { record: this.record, errorLines: this.errorLines, ...this.clock.save() },
    };
    this.fileRows = 0;
    this.missing = 0;
    this.clock.doubled = 0;
    this.days.clear();
    this.day = Number.NaN;
    return chunk;
  }

  /** An unfinished record that is too long already is told of once and then passed over. */
  private pastLongRecord(bytes: Buffer, at: number): number {
    if (bytes.length - at <= MAX_RECORD_BYTES) return at;
    if (!this.skipping) {
      this.record += 1;
      this.fault('too_long', '', '');
    }
    this.skipping = true;
    return bytes.length;
  }

  private row(bytes: Buffer): void {
    const { scanner, options } = this;
    if (scanner.count === 1 && scanner.ends[0] === scanner.starts[0] && scanner.quoted[0] === 0) return;
    this.fileRows += 1;
    if (options.mapping.form === 'long') this.longRow(bytes, options.mapping);
    else this.wideRow(bytes);
  }

  private longRow(
    bytes: Buffer,
    { time, sensorColumn, valueColumn, unitColumn, unit }: ImportMapping & { form: 'long' },
  ): void {
    const { count } = this.scanner;
    if (time.column >= count || sensorColumn >= count || valueColumn >= count) {
      if (count > 1 || !this.isBlank(bytes, 0)) this.fault('too_few_columns', '', this.text(bytes, 0));
      return;
    }
    const value = this.value(bytes, valueColumn);
    if (value === null) return;
    const place = this.place(bytes, sensorColumn);
    if (place < 0) {
      const kind = place === AMBIGUOUS ? 'ambiguous_sensor' : 'unknown_sensor';
      this.fault(kind, this.nameOf(sensorColumn), this.text(bytes, sensorColumn));
      return;
    }
    const way = this.way(bytes, place, unitColumn, unit);
    if (way < 0) return;
    if (!this.time(bytes, time.column, this.options.sensors.numbers[place] as number)) return;
    this.push(bytes, valueColumn, place, way, value);
  }

  private wideRow(bytes: Buffer): void {
    const { scanner, options } = this;
    const timeColumn = options.mapping.time.column;
    if (timeColumn >= scanner.count) {
      this.fault('too_few_columns', '', this.text(bytes, 0));
      return;
    }
    // Workbooks have rows of empty cells that were once written to.
    if (this.isBlank(bytes, timeColumn) && this.hasNothing(bytes)) return;
    if (!this.time(bytes, timeColumn, 0)) return;
    for (const { column, place, way } of this.wide) {
      if (column >= scanner.count) {
        this.missing += 1;
        continue;
      }
      const value = this.value(bytes, column);
      if (value !== null) this.push(bytes, column, place, way, value);
    }
  }

  private push(bytes: Buffer, column: number, place: number, way: number, sent: number): void {
    const value = sent * (this.ways.factors[way] as number) + (this.ways.offsets[way] as number);
    if (!Number.isFinite(value)) {
      this.fault('bad_value', this.nameOf(column), this.text(bytes, column));
      return;
    }
    const { timeMs } = this.clock;
    if (timeMs < this.day || !(timeMs < this.day + DAY_MS)) {
      this.day = Math.floor(timeMs / DAY_MS) * DAY_MS;
      this.days.add(this.day);
    }
    this.readings.push(place, timeMs, value, this.record);
  }

  private time(bytes: Buffer, column: number, key: number): boolean {
    const fault = this.clock.read(bytes, this.start(bytes, column), this.end(bytes, column), key);
    if (fault === null) return true;
    this.fault(fault, this.nameOf(column), this.text(bytes, column));
    return false;
  }

  /** @returns null when there is none, or none that can be read; both are noted */
  private value(bytes: Buffer, column: number): number | null {
    const from = this.start(bytes, column);
    const to = this.end(bytes, column);
    if (from >= to) {
      this.missing += 1;
      return null;
    }
    const value = scanNumber(bytes, from, to, this.style);
    if (!Number.isNaN(value)) return value;
    const text = this.text(bytes, column);
    if (this.missingWords.has(text.toLowerCase())) this.missing += 1;
    else this.fault('bad_value', this.nameOf(column), text);
    return null;
  }

  private place(bytes: Buffer, column: number): number {
    const from = this.start(bytes, column);
    const to = this.end(bytes, column);
    const known = this.names.find(bytes, from, to);
    if (known !== undefined) return known;
    const place = this.placeOf(this.text(bytes, column));
    this.names.put(bytes, from, to, place);
    return place;
  }

  private placeOf(name: string): number {
    const { places } = this.options.sensors;
    const place = places.get(name) ?? places.get(name.toLowerCase()) ?? UNKNOWN;
    const told = place === UNKNOWN ? this.unknown : this.ambiguous;
    if (place >= 0) this.found.add(place);
    else if (told.size < 100) told.add(name.slice(0, 64));
    return place;
  }

  private way(bytes: Buffer, place: number, unitColumn: number | null, fixed: string | null): number {
    const { scanner, options } = this;
    const quantity = options.sensors.quantities[place] as number;
    const own = unitColumn !== null && unitColumn < scanner.count && !this.isBlank(bytes, unitColumn);
    const unit = own ? this.unitText(bytes, unitColumn) : fixed;
    const column = unitColumn === null ? '' : this.nameOf(unitColumn);
    if (unit === null) {
      this.fault('missing_unit', column, '');
      return NO_WAY;
    }
    const way = this.ways.find(quantity, unit);
    if (way === NO_WAY) this.fault('wrong_unit', column, unit);
    return way;
  }

  private unitText(bytes: Buffer, column: number): string {
    const from = this.start(bytes, column);
    const to = this.end(bytes, column);
    const known = this.units.find(bytes, from, to);
    if (known !== undefined) return this.unitTexts[known] as string;
    const text = this.text(bytes, column);
    if (this.units.put(bytes, from, to, this.unitTexts.length)) this.unitTexts.push(text);
    return text;
  }

  /** A column that cannot be used is told of once, not in every row. */
  private resolveColumns(columns: readonly { column: number; sensor: string; unit: string }[], tell: boolean): void {
    for (const { column, sensor, unit } of columns) {
      const place = this.placeOf(sensor);
      const way = place < 0 ? NO_WAY : this.ways.find(this.options.sensors.quantities[place] as number, unit);
      if (way >= 0) this.wide.push({ column, place, way });
      else if (tell) {
        const kind = place === AMBIGUOUS ? 'ambiguous_sensor' : place < 0 ? 'unknown_sensor' : 'wrong_unit';
        this.errors.add({ row: 0, column: this.nameOf(column), text: place < 0 ? sensor : unit, kind });
      }
    }
  }

  private fault(kind: ImportErrorKind, column: string, text: string): void {
    this.errors.add({ row: this.record, column, text, kind });
  }

  private nameOf(column: number): string {
    return this.options.columns[column] ?? String(column + 1);
  }

  private hasNothing(bytes: Buffer): boolean {
    return this.wide.every(({ column }) => column >= this.scanner.count || this.isBlank(bytes, column));
  }

  private isBlank(bytes: Buffer, column: number): boolean {
    return this.start(bytes, column) >= this.end(bytes, column);
  }

  private start(bytes: Buffer, column: number): number {
    let at = this.scanner.starts[column] as number;
    const end = this.scanner.ends[column] as number;
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
    return at;
  }

  private end(bytes: Buffer, column: number): number {
    let at = this.scanner.ends[column] as number;
    const start = this.scanner.starts[column] as number;
    while (at > start && (bytes[at - 1] === SPACE || bytes[at - 1] === TAB)) at -= 1;
    return at;
  }

  private text(bytes: Buffer, column: number): string {
    const text = this.decoder.decode(
      bytes.subarray(this.start(bytes, column), Math.min(this.end(bytes, column), this.start(bytes, column) + 1_000)),
    );
    return this.scanner.quoted[column] === 2 ? text.replaceAll('""', '"') : text;
  }
}
