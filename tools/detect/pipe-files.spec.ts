import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rankPipes } from '@app/maintenance';
import { PipeFileError, readBreaks, readPipes } from './pipe-files';

describe('files of pipes and breaks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'pipes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (text: string) => {
    const name = path.join(folder, 'table.csv');
    writeFileSync(name, text);
    return name;
  };
  const today = new Date('2026-06-01');

  it('take what is no number as not known', () => {
    const pipes = readPipes(
      file(
        '\uFEFFpipe,length_m,diameter_mm,material,installed,pressure_kpa\r\n"A,1",-5,1e999,,never,n/a\r\nB,1e999,-1,CI,1960-01-01,410\r\n',
      ),
    );
    expect(pipes).toMatchObject([
      { id: 'A,1', lengthM: 0, diameterMm: null, material: null, installed: null, pressureKpa: null },
      { id: 'B', lengthM: 0, diameterMm: null, material: 'CI', pressureKpa: 410 },
    ]);
    expect([...rankPipes(pipes, [], { from: 2020 })].every(Number.isFinite)).toBe(true);
  });

  it('take a section of a road for a street', () => {
    expect(readPipes(file('pipe,length_m,street\nA,1,High Street\nB,1,\n')).map(({ street }) => street)).toEqual([
      'High Street',
      null,
    ]);
    expect(readPipes(file('pipe,length_m,road_segment\nA,1,5457\n'))[0]?.street).toBe('5457');
    expect(readPipes(file('pipe,length_m\nA,1\n'))[0]?.street).toBeNull();
  });

  it('tell how many breaks cannot be used', () => {
    const pipes = readPipes(file('pipe,length_m\nA,10\n'));
    const text = 'pipe,date\nA,2018-01-01\nX,2018-01-01\nA,20180102\nA,2218-01-01\nA,0001-01-01\n';
    const { breaks, leftOut } = readBreaks(file(text), pipes, today);
    expect(breaks).toEqual([{ pipe: 0, time: 2018 }]);
    expect(leftOut).toEqual({ unknownPipe: 1, noDate: 1, future: 1, tooOld: 1 });
  });

  it('refuse a file without the columns it needs', () => {
    expect(() => readPipes(file(''))).toThrow(PipeFileError);
  });
});
