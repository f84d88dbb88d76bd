import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Settings } from '@app/config';
import { ImportFiles } from './import-files';

describe('files of imports', () => {
  let folder: string;
  let files: ImportFiles;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hydrant-files-'));
    files = new ImportFiles({ IMPORT_DIR: folder } as Settings);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('tells of a disk that takes nothing, and leaves the process alive', async () => {
    symlinkSync('/nowhere/at/all', files.pathOf('full'));
    const written = files.write('full', 0, Readable.from([Buffer.from('a'), Buffer.from('b')]), 10, () => undefined);
    await expect(written).rejects.toThrow('ENOENT');
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('holds what the last checkpoint knows of, though a worker that lost its import still writes', async () => {
    const one = await files.addErrors('x', 'one\r\n', 0);
    const lost = await files.addErrors('x', 'two, by one who has lost it\r\n', one);
    const two = await files.addErrors('x', 'two\r\n', one);
    const three = await files.addErrors('x', 'three\r\n', one + two);
    expect(lost).toBeGreaterThan(two);
    const content = files.errors('x', one + two + three);
    expect(await text(content as Readable)).toBe('row,column,text,kind,reason\r\none\r\ntwo\r\nthree\r\n');
  });
});
