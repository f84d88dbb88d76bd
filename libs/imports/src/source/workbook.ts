import { FileRefused } from './refusal';
import { csvCell } from './csv-text';
import { XmlReader, attributeOf } from './xml-reader';
import { ZipFile } from './zip-file';

const MOST_COLUMNS = 4_096;
const MOST_ROWS = 1_048_576;
/** Characters of all shared strings together. */
const MOST_STRING_CHARACTERS = 64 * 1024 * 1024;
const MOST_STRINGS = 2_000_000;
/** Characters of a number format that are looked at. */
const MOST_FORMAT_CODE = 1_000;
const DAY_MS = 86_400_000;
/** Number formats of the standard that show a date or a time. */
const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 34, 35, 36, 45, 46, 47, 50, 57]);

interface Sheet {
  name: string;
  path: string;
}

/** An .xlsx workbook, read as a stream; only its shared strings and formats are held in memory. */
export class Workbook {
  /** Names of the sheets in their order. */
  readonly sheets: string[];

  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: readonly Sheet[],
    private readonly epochDays: number,
  ) {
    this.sheets = parts.map(({ name }) => name);
  }

  /** @throws {FileRefused} */
  static async open(path: string, most: number): Promise<Workbook> {
    const zip = await ZipFile.open(path, most);
    try {
      if (!zip.has('xl/workbook.xml')) {
        throw new FileRefused('unknown_format', 'The archive is no .xlsx workbook. Send CSV, NDJSON or .xlsx.');
      }
      const targets = new Map<string, string>();
      await scan(zip, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
        if (name !== 'Relationship') return;
        const target = attributeOf(attributes, 'Target') ?? '';
        targets.set(
          attributeOf(attributes, 'Id') ?? '',
          target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
        );
      });
      const sheets: Sheet[] = [];
      let epochDays = 25_569;
      await scan(zip, 'xl/workbook.xml', (name, attributes) => {
        if (name === 'workbookPr' && /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '')) epochDays = 24_107;
        if (name !== 'sheet') return;
        const target = targets.get(attributeOf(attributes, 'id') ?? '');
        if (target !== undefined && zip.has(target)) {
          sheets.push({ name: attributeOf(attributes, 'name') ?? '', path: target });
        }
      });
      if (sheets.length === 0) throw new FileRefused('no_sheet', 'The workbook has no sheet.');
      return new Workbook(zip, sheets, epochDays);
    } catch (error) {
      await zip.close();
      throw error;
    }
  }

  /**
   * A sheet as delimited text with commas, one record a row, empty rows included. Dates become ISO 8601 without offset.
   * @param sheet - null: the first one
   * @throws {FileRefused}
   */
  async *text(sheet: string | null, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const part = sheet === null ? this.parts[0] : this.parts.find(({ name }) => name === sheet);
    if (part === undefined) throw new FileRefused('no_sheet', `The workbook has no sheet "${sheet}".`);
    const strings = await this.strings();
    const isDate = await this.dateStyles();
    const rows = new SheetRows(strings, isDate, this.epochDays);
    const reader = new XmlReader(rows);
    const decoder = new TextDecoder('utf-8');
    for await (const block of this.zip.read(part.path, onRead)) {
      reader.write(decoder.decode(block, { stream: true }));
      const text = rows.take();
      if (text !== '') yield Buffer.from(text);
    }
    reader.write(decoder.decode());
    yield Buffer.from(rows.take());
  }

  close(): Promise<void> {
    return this.zip.close();
  }

  private async strings(): Promise<string[]> {
    const strings: string[] = [];
    if (!this.zip.has('xl/sharedStrings.xml')) return strings;
    let current: string | null = null;
    let inText = false;
    let phonetic = false;
    let characters = 0;
    await scan(
      this.zip,
      'xl/sharedStrings.xml',
      (name) => {
        if (name === 'si') current = '';
        if (name === 't') inText = true;
        if (name === 'rPh') phonetic = true;
      },
      (name) => {
        if (name === 't') inText = false;
        if (name === 'rPh') phonetic = false;
        if (name !== 'si') return;
        strings.push(current ?? '');
        current = null;
        if (strings.length > MOST_STRINGS) throw new FileRefused('too_large', 'The workbook has too many texts.');
      },
      (text) => {
        if (current === null || !inText || phonetic) return;
        current += text;
        characters += text.length;
        if (characters > MOST_STRING_CHARACTERS)
          throw new FileRefused('too_large', 'The texts of the workbook are too long.');
      },
    );
    return strings;
  }

  /** Which cell styles show a date, by number. */
  private async dateStyles(): Promise<boolean[]> {
    const styles: boolean[] = [];
    if (!this.zip.has('xl/styles.xml')) return styles;
    const own = new Map<number, boolean>();
    let inCells = false;
    await scan(
      this.zip,
      'xl/styles.xml',
      (name, attributes) => {
        if (name === 'cellXfs') inCells = true;
        if (name === 'numFmt') {
          const code = (attributeOf(attributes, 'formatCode') ?? '')
            .slice(0, MOST_FORMAT_CODE)
            .replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '');
          own.set(Number(attributeOf(attributes, 'numFmtId')), /[ymdhs]/i.test(code));
        }
        if (name === 'xf' && inCells) {
          const format = Number(attributeOf(attributes, 'numFmtId') ?? 0);
          styles.push(own.get(format) ?? dateFormats.has(format));
        }
      },
      (name) => {
        if (name === 'cellXfs') inCells = false;
      },
    );
    return styles;
  }
}

async function scan(
  zip: ZipFile,
  name: string,
  open: (name: string, attributes: string) => void,
  close: (name: string) => void = () => undefined,
  text: (text: string) => void = () => undefined,
): Promise<void> {
  const reader = new XmlReader({ open, close, text });
  const decoder = new TextDecoder('utf-8');
  for await (const block of zip.read(name)) reader.write(decoder.decode(block, { stream: true }));
  reader.write(decoder.decode());
}

/** Writes rows of a sheet as delimited text. */
class SheetRows {
  private out: string[] = [];
  private row = 0;
  private cells: string[] = [];
  private column = 0;
  private type = '';
  private isDate = false;
  private value = '';
  private collects = false;

  constructor(
    private readonly strings: readonly string[],
    private readonly dateStyles: readonly boolean[],
    private readonly epochDays: number,
  ) {}

  take(): string {
    const text = this.out.join('');
    this.out = [];
    return text;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') this.beginRow(Number(attributeOf(attributes, 'r') ?? this.row + 1));
    else if (name === 'c') {
      const place = attributeOf(attributes, 'r');
      this.column = place === undefined ? this.cells.length : columnOf(place);
      this.type = attributeOf(attributes, 't') ?? 'n';
      this.isDate = this.dateStyles[Number(attributeOf(attributes, 's') ?? 0)] ?? false;
      this.value = '';
    } else if (name === 'v' || name === 't') this.collects = true;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collects = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.out.push(this.line());
  }

  text(text: string): void {
    if (this.collects) this.value += text;
  }

  private beginRow(row: number): void {
    if (!(row > this.row) || row > MOST_ROWS)
      throw new FileRefused('damaged', 'The rows of the sheet are out of order.');
    this.out.push('\n'.repeat(row - this.row - 1));
    this.row = row;
    this.cells = [];
  }

  private endCell(): void {
    if (this.column >= MOST_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = csvCell(this.cellText());
  }

  private line(): string {
    // A row with one empty cell is an empty row.
    return `${this.cells.join(',')}\n`;
  }

  private cellText(): string {
    const { type, value } = this;
    if (type === 's') return this.strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (type !== 'n' || !this.isDate || value === '') return value;
    const wallMs = Math.round((Number(value) - this.epochDays) * DAY_MS);
    return Math.abs(wallMs) < 8e15 ? new Date(wallMs).toISOString().slice(0, -1) : value;
  }
}

/** `AB12` is in column 27, counted from 0. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
    if (column > MOST_COLUMNS) break;
  }
  return column - 1;
}
