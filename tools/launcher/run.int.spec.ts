import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { isAlive, waitUntil } from './processes.mjs';

/** Stands in for the platform: says its database, and that it ends when told to. */
const GOOD_PLATFORM = `
process.on('SIGTERM', () => { console.log('platform ends'); process.exit(0); });
console.log('platform ' + process.pid + ' ' + process.env.DATABASE_URL);
console.log('Hydrant ready: http://localhost:3000');
setInterval(() => {}, 1000);
`;

interface Launched {
  process: ChildProcess;
  output: () => string;
  /** Waits until a text has been written so many times (once by default). */
  says: (text: string, times?: number) => Promise<void>;
  ended: Promise<number | null>;
}

const folders: string[] = [];
const launched: Launched[] = [];

function newFolder(platform: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-run-'));
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, 'main.js'), platform);
  folders.push(folder);
  return folder;
}

function launch(folder: string): Launched {
  const script = path.join(__dirname, 'fixtures/launch.mjs');
  const child = spawn(process.execPath, [script, folder, path.join(folder, 'main.js')]);
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (output += String(data)));
  const result: Launched = {
    process: child,
    output: () => output,
    async says(text, times = 1) {
      if (!(await waitUntil(() => output.split(text).length > times, 30_000))) {
        throw new Error(`The launcher did not say ${text}, but:\n${output}`);
      }
    },
    ended: new Promise((resolve) => {
      child.once('close', resolve);
    }),
  };
  launched.push(result);
  return result;
}

/** Processes whose command line names the folder: launcher, platform and postmaster. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isAlive(Number(name)))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((command) => command.includes(folder));
}

const postmasterPid = (folder: string): number =>
  Number(readFileSync(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

const platformPid = (each: Launched): number => Number(/.*platform (\d+) /s.exec(each.output())?.[1]);

afterEach(async () => {
  for (const each of launched) {
    each.process.kill('SIGINT');
    await each.ended;
  }
  launched.length = 0;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.length = 0;
}, 60_000);

describe('services', () => {
  it('stop in order at one signal, though npm and the terminal both send it, and leave no process', async () => {
    const folder = newFolder(GOOD_PLATFORM);
    const run = launch(folder);
    await run.says('Hydrant ready:');
    expect(processesOf(folder)).toHaveLength(3);
    run.process.kill('SIGINT');
    run.process.kill('SIGINT');
    await expect(run.ended).resolves.toBe(0);
    expect(run.output()).toMatch(/stopping\n.*platform ends/s);
    expect(run.output()).not.toContain('hurrying');
    expect(processesOf(folder)).toEqual([]);
    expect(existsSync(path.join(folder, 'postgres/data/postmaster.pid'))).toBe(false);
    expect(existsSync(path.join(folder, 'running.json'))).toBe(false);
  }, 60_000);

  it('start the platform again when it crashes', async () => {
    const run = launch(newFolder(GOOD_PLATFORM));
    await run.says('Hydrant ready:');
    process.kill(platformPid(run), 'SIGKILL');
    await run.says('The platform was ended by SIGKILL; starting it again in 0.5 s.');
    await run.says('Hydrant ready:', 2);
  }, 60_000);

  it('give up on a platform that never works, stop the database and fail', async () => {
    const folder = newFolder(`console.error('PORT: must be a number'); process.exit(3);`);
    const run = launch(folder);
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain('PORT: must be a number');
    expect(run.output()).toContain('The platform ended with code 3; it has ended 2 times within a minute, giving up.');
    expect(processesOf(folder)).toEqual([]);
  }, 60_000);

  it('report a crash of the database and bring it back at the same address', async () => {
    const folder = newFolder(GOOD_PLATFORM);
    const run = launch(folder);
    await run.says('Hydrant ready:');
    const url = /platform \d+ (\S+)/.exec(run.output())?.[1];
    const before = postmasterPid(folder);
    process.kill(before, 'SIGKILL');
    await run.says('The database stopped unexpectedly; starting it again');
    await run.says('Database started', 2);
    expect(postmasterPid(folder)).not.toBe(before);
    const client = new Client({ connectionString: url });
    await client.connect();
    await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await client.end();
    expect(run.output().match(/Hydrant ready:/g)).toHaveLength(1);
  }, 60_000);

  it('take over what a killed launcher left: the platform is stopped, the database adopted', async () => {
    const folder = newFolder(GOOD_PLATFORM);
    const first = launch(folder);
    await first.says('Hydrant ready:');
    const [platform, postmaster] = [platformPid(first), postmasterPid(folder)];
    first.process.kill('SIGKILL');
    await first.ended;
    expect(isAlive(platform)).toBe(true);
    const second = launch(folder);
    await second.says(`Stopping the platform that an earlier start left running (process ${platform}).`);
    await second.says('Database found running');
    await second.says('Hydrant ready:');
    expect(isAlive(platform)).toBe(false);
    expect(postmasterPid(folder)).toBe(postmaster);
    second.process.kill('SIGTERM');
    await expect(second.ended).resolves.toBe(0);
    expect(processesOf(folder)).toEqual([]);
  }, 60_000);

  it('run once a data folder, and side by side in two', async () => {
    const folder = newFolder(GOOD_PLATFORM);
    const first = launch(folder);
    const other = launch(newFolder(GOOD_PLATFORM));
    await Promise.all([first.says('Hydrant ready:'), other.says('Hydrant ready:')]);
    const second = launch(folder);
    await expect(second.ended).resolves.toBe(1);
    expect(second.output()).toContain(`Hydrant runs already from ${folder} (process ${first.process.pid}).`);
  }, 60_000);

  it('hurry at a second signal when the platform does not end', async () => {
    const folder = newFolder(GOOD_PLATFORM.replace('process.exit(0)', ''));
    const run = launch(folder);
    await run.says('Hydrant ready:');
    run.process.kill('SIGINT');
    await run.says('platform ends');
    // Signals of one Ctrl-C arrive together; the second must come later than those.
    await waitUntil(() => {
      run.process.kill('SIGINT');
      return run.output().includes('hurrying');
    }, 10_000);
    await expect(run.ended).resolves.toBe(0);
    expect(processesOf(folder)).toEqual([]);
  }, 60_000);
});
