import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateFile } from './state-file';

let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'state-')), 'simulator');
});

afterEach(() => rm(join(folder, '..'), { recursive: true }));

describe('StateFile', () => {
  it('remembers tokens between starts, readable by the owner only', async () => {
    const file = await StateFile.open(folder, 'one');
    file.state.tokens['device'] = 'token';
    await Promise.all([file.save(), file.save()]);
    const [name] = await readdir(folder);
    expect((await stat(join(folder, name as string))).mode & 0o777).toBe(0o600);
    expect((await StateFile.open(folder, 'one')).state.tokens).toEqual({ device: 'token' });
    expect((await StateFile.open(folder, 'other')).state.tokens).toEqual({});
  });

  it('begins anew when the file is damaged', async () => {
    const file = await StateFile.open(folder, 'one');
    await file.save();
    const [name] = await readdir(folder);
    await writeFile(join(folder, name as string), '{"tokens":');
    expect((await StateFile.open(folder, 'one')).state).toEqual({
      tokens: {},
      hookSecrets: {},
      named: [],
      complete: [],
      sentUntilMs: null,
      leakFromMs: null,
    });
  });
});
