import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTableFile, rowsOf, TableFileError, withColumns } from './site-file';
import { runSite } from './site-run';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'site-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string, zipped = false): string {
  const file = path.join(folder, zipped ? 'table.csv.gz' : 'table.csv');
  writeFileSync(file, zipped ? gzipSync(text) : text);
  return file;
}

describe('readTableFile', () => {
  it('never reads labels, leaves out texts, keeps gaps as missing', () => {
    const text =
      'DATETIME;L_T1;EVENT;label_x;note;pump\n06/01/14 00;1,5;1;0;ok;1\n06/01/14 01;;1;0;ok;0\n06/01/14 02;2.5;0;1;;1\n';
    const table = readTableFile(fileOf(text), ['pump']);
    expect(table.names).toEqual(['L_T1']);
    expect(Array.from(table.columns[0] ?? [])).toEqual([1.5, Number.NaN, 2.5]);
    expect(table.ignored).toEqual(['EVENT', 'label_x', 'pump']);
    expect(table.notNumeric).toEqual(['note']);
    expect(table.timeTexts[1]).toBe('06/01/14 01');
  });

  it('reads gzip and picks rows and columns', () => {
    const table = readTableFile(fileOf('t,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n', true), []);
    expect(Array.from(withColumns(rowsOf(table, 1, 2), ['b', 'c']).columns, ([value]) => value)).toEqual([
      4,
      Number.NaN,
    ]);
  });

  it.each([
    ['', 'there are no rows'],
    ['time\n2024-01-01\n', 'only one column'],
    ['time,a\nnever,1\n', 'line 2: "never" is no time'],
    ['time,a,a\n2024-01-01,1,2\n', 'the same name'],
    ['time,EVENT\n2024-01-01,1\n', 'no column with numbers'],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => readTableFile(fileOf(text), [])).toThrow(TableFileError);
    expect(() => readTableFile(fileOf(text), [])).toThrow(message);
  });
});

describe('runSite', () => {
  it('refuses tables without a common column', () => {
    const a = readTableFile(fileOf('t,a\n2024-01-01,1\n'), []);
    const b = readTableFile(fileOf('t,b\n2024-01-01,1\n'), []);
    expect(() => runSite([a], b)).toThrow('no column in common');
  });
});
