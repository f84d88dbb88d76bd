import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isFileTrouble } from './file-trouble';

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('isFileTrouble', () => {
  it.each([
    ['no such file', () => readFileSync('/there/is/none')],
    ['a folder', () => readFileSync('/')],
    ['no folder to write to', () => writeFileSync('/there/is/none', '')],
    ['no gzip', () => gunzipSync(Buffer.of(0x1f, 0x8b, 1, 2))],
  ])('%s', (_, work) => expect(isFileTrouble(errorOf(work))).toBe(true));

  it('is no fault of the program', () => {
    expect(isFileTrouble(errorOf(() => readFileSync(undefined as unknown as string)))).toBe(false);
    expect(isFileTrouble(new TypeError('x'))).toBe(false);
  });
});
