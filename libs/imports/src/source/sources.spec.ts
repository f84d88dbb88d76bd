import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { workbookOf, zipOf } from '../../test/workbook-of';
import { analyseInThread } from '../thread/import-threads';
import { analyse } from './analyse';
import { keysOf, recordOf } from './ndjson';
import { type SourceFile, openSource } from './open-source';
import { FileRefused } from './refusal';
import { XmlReader } from './xml-reader';

const MOST = 64 * 1024 * 1024;
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, '0');

describe('files', () => {
  let folder: string;
  let count = 0;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'hydrant-sources-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const put = (content: Buffer | string): string => {
    const file = path.join(folder, `file-${(count += 1)}`);
    writeFileSync(file, content);
    return file;
  };
  const refusal = async (content: Buffer | string, most = MOST): Promise<string> => {
    try {
      return `taken as ${(await analyse(put(content), most)).format}`;
    } catch (error) {
      if (error instanceof FileRefused) return error.code;
      throw error;
    }
  };
  const textOf = async (file: Partial<SourceFile> & { path: string }, position = 0): Promise<string> => {
    const source = await openSource(
      { format: 'csv', compressed: false, encoding: 'utf-8', sheet: null, keys: [], maxBytes: MOST, ...file },
      position,
    );
    const blocks: Buffer[] = [];
    try {
      for await (const block of source.blocks) blocks.push(block);
    } finally {
      await source.close();
    }
    return Buffer.concat(blocks).toString();
  };

  it('that are bombs are refused before they are unpacked', async () => {
    expect(await refusal(gzipSync(megabytes(64)))).toBe('bomb');
    expect(await refusal(zipOf([{ name: 'xl/workbook.xml', content: megabytes(32) }]))).toBe('bomb');
    const many = Array.from({ length: 1_001 }, (_, n) => ({ name: `${n}`, content: 'x' }));
    expect(await refusal(zipOf(many))).toBe('bomb');
    expect(await refusal(gzipSync(Buffer.alloc(2_000_000, 'a,b\n1,2\n')), 1_500_000)).toBe('too_large');
  });

  it('that lie about their size are stopped while they are unpacked', async () => {
    const bomb = gzipSync(megabytes(64));
    bomb.writeUInt32LE(1_000, bomb.length - 4);
    const before = process.memoryUsage().rss;
    const began = Date.now();
    await expect(textOf({ path: put(bomb), compressed: true })).rejects.toThrow(/100 times/);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
    const sheet = `<worksheet><sheetData><row r="1"><c r="A1"><v>${'1'.repeat(3_000_000)}</v></c></row></sheetData></worksheet>`;
    const book = workbookOf([['a']]);
    expect(book.length).toBeGreaterThan(0);
    const liar = zipOf([
      {
        name: 'xl/workbook.xml',
        content: `<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>`,
      },
      { name: 'xl/worksheets/s.xml', content: sheet, declared: 1_000 },
    ]);
    await expect(textOf({ path: put(liar), format: 'xlsx' })).rejects.toThrow(/longer than the archive says/);
  });

  it('that are unsafe or something else are refused', async () => {
    expect(await refusal(zipOf([{ name: '../xl/workbook.xml', content: 'x' }]))).toBe('unsafe');
    expect(await refusal(zipOf([{ name: '/etc/passwd', content: 'x' }]))).toBe('unsafe');
    expect(await refusal(zipOf([{ name: 'word/document.xml', content: 'x' }]))).toBe('unknown_format');
    const entities = '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>';
    const rels = { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships/>' };
    expect(await refusal(zipOf([rels, { name: 'xl/workbook.xml', content: entities }]))).toBe('unsafe');
    expect(await refusal(zipOf([rels, { name: 'xl/workbook.xml', content: '<workbook/>' }]))).toBe('no_sheet');
    expect(await refusal(gzipSync(gzipSync('a,b\n')))).toBe('nested');
    expect(await refusal('')).toBe('empty');
    expect(await refusal('%PDF-1.7 table of readings')).toBe('unknown_format');
    expect(await refusal(gzipSync('a,b\n1,2\n').subarray(0, 15))).toBe('damaged');
    expect(await refusal(workbookOf([['a', 'b']]).subarray(0, 200))).toBe('damaged');
    expect(await refusal('a;b\n1;2\n')).toBe('taken as csv');
  });

  it('of any bytes are taken or refused, never a fault', async () => {
    const starts = fc.constantFrom(
      Buffer.alloc(0),
      Buffer.from([0x1f, 0x8b, 8]),
      Buffer.from('PK\x03\x04', 'latin1'),
      Buffer.from('{"a":'),
    );
    const bytes = fc
      .tuple(starts, fc.uint8Array({ maxLength: 200 }))
      .map(([start, rest]) => Buffer.concat([start, rest]));
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => expect(typeof (await refusal(content))).toBe('string')),
      { numRuns: 200 },
    );
    const good = workbookOf([
      ['sensor', 'time', 'value'],
      ['A', new Date(), 1],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        expect(typeof (await refusal(bad))).toBe('string');
      }),
      { numRuns: 200 },
    );
  });

  it('with millions of columns do not hurt', async () => {
    const wide = `time,${'a,'.repeat(1_000_000)}b\n`;
    const began = Date.now();
    const { columns } = await analyse(put(wide), MOST);
    expect(columns.length).toBeLessThanOrEqual(4_096);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('are judged in a thread, too', async () => {
    expect(await analyseInThread(put('sensor,time,value\nA,2024-01-01T00:00Z,1\n'), MOST)).toMatchObject({
      form: 'long',
      timeFormat: 'iso',
    });
    await expect(analyseInThread(put(''), MOST)).rejects.toThrow(FileRefused);
  });

  it('in UTF-16 and other encodings are known', async () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('sensor\ttime\tvalue\nÉ\t2024-01-01T00:00Z\t1\n', 'utf16le'),
    ]);
    const file = put(utf16);
    expect(await analyse(file, MOST)).toMatchObject({ encoding: 'utf-16le', delimiter: '\t', form: 'long' });
    expect(await textOf({ path: file, encoding: 'utf-16le' })).toContain('É\t2024');
    expect(await analyse(put(Buffer.from('Zähler;Zeit\nÄ;2024-01-01\n', 'latin1')), MOST)).toMatchObject({
      encoding: 'windows-1252',
      columns: [{ name: 'Zähler' }, { name: 'Zeit' }],
    });
  });

  it('of JSON lines may have a marker of the encoding, or be in another one', async () => {
    const lines = '{"s":"É","v":1}\n{"s":"É","v":2}\n';
    for (const [encoding, content] of [
      ['utf-8', Buffer.from(`\ufeff${lines}`)],
      ['utf-16le', Buffer.from(`\ufeff${lines}`, 'utf16le')],
      ['windows-1252', Buffer.from(lines, 'latin1')],
    ] as const) {
      const path = put(content);
      const detected = await analyse(path, MOST);
      expect(detected).toMatchObject({ format: 'ndjson', encoding, columns: [{ name: 's' }, { name: 'v' }] });
      expect(await textOf({ path, format: 'ndjson', encoding, keys: ['s', 'v'] })).toBe('É,1\nÉ,2\n');
    }
  });

  it('go on at any place, whatever their format', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, n) => ['A,"x"', `2024-01-01T00:${String(n).padStart(2, '0')}:00Z`, n] as const,
    );
    const csv = rows.map((row) => row.join(';')).join('\n');
    const ndjson = rows.map(([s, t, v]) => JSON.stringify({ s, t, v })).join('\n');
    const files: (Partial<SourceFile> & { path: string })[] = [
      { path: put(csv) },
      { path: put(gzipSync(csv)), compressed: true },
      { path: put(ndjson), format: 'ndjson', keys: ['s', 't', 'v'] },
      { path: put(workbookOf(rows)), format: 'xlsx' },
      { path: put(gzipSync(workbookOf(rows))), format: 'xlsx', compressed: true },
    ];
    for (const file of files) {
      const whole = await textOf(file);
      for (const position of [0, 1, 57, whole.length - 3]) {
        expect(await textOf(file, Buffer.byteLength(whole.slice(0, position)))).toBe(whole.slice(position));
      }
    }
  });

  it('that are workbooks give dates as times, and rows their numbers', async () => {
    const file = put(
      workbookOf([
        ['sensor & co', 'time', 'value'],
        ['A', new Date('2024-03-31T02:30:00Z'), 1.25],
      ]),
    );
    expect(await textOf({ path: file, format: 'xlsx' })).toBe(
      'sensor & co,time,value\nA,2024-03-31T02:30:00.000,1.25\n',
    );
  });

  it('of JSON lines become records, faulty lines one cell', () => {
    expect(recordOf('{"b":"x,y","a":1.5,"c":null,"__proto__":{"d":1}}', ['a', 'b', 'c', 'd'])).toBe('1.5,"x,y",,\n');
    expect(recordOf('[1]', ['a', 'b'])).toBe('[1]\n');
    expect(recordOf('', ['a'])).toBe('\n');
    expect(recordOf('['.repeat(100_000), ['a'])).toHaveLength(201);
    expect(keysOf(['{"a":1}', 'x', '{"b":1,"a":2}'], 10)).toEqual(['a', 'b']);
  });

  it('reads a tag with very many marks in its quotes in a moment', () => {
    const names: string[] = [];
    const nothing = () => undefined;
    const reader = new XmlReader({ open: (name) => void names.push(name), close: nothing, text: nothing });
    const begun = performance.now();
    reader.write(`<a b="${'>'.repeat(60_000)}" c='">'/><d>`);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(names).toEqual(['a', 'd']);
  });

  it('takes a value of JSON that is nested very deeply for no value of a reading', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(recordOf(`{"a":1,"b":${deep}}`, ['a', 'b'])).toMatch(/^1,"?\[+/);
  });

  it('reads number formats of any length in a moment', async () => {
    const part = (name: string, content: string) => ({ name, content: Buffer.from(content) });
    const path = put(
      zipOf([
        part('xl/workbook.xml', '<workbook><sheet name="a" r:id="r"/></workbook>'),
        part('xl/_rels/workbook.xml.rels', '<Relationship Id="r" Target="sheet.xml"/>'),
        part('xl/styles.xml', `<numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(200_000)}"/></numFmts>`),
        part('xl/sheet.xml', '<row r="1"><c r="A1"><v>1</v></c></row>'),
      ]),
    );
    const begun = performance.now();
    expect((await analyse(path, MOST)).format).toBe('xlsx');
    expect(performance.now() - begun).toBeLessThan(1_500);
  });
});
