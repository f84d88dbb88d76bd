import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseStartArgs } from './args.mjs';
import { chooseDataDir } from './data-dir.mjs';
import { chooseWay } from './database.mjs';
import { containerArgs, DATABASE_IMAGE } from './docker.mjs';
import { outsideUrls, platformEnv } from './environment.mjs';
import { packagesAreCurrent } from './install.mjs';
import { instructions } from './instructions.mjs';
import { findBinaries } from './pg-binaries.mjs';
import { serverSettings } from './pg-settings.mjs';
import { forPeople, openLog, withoutRepeats } from './platform-log.mjs';
import { checkPorts } from './ports.mjs';
import { secretKey } from './secret-key.mjs';
import { digestOf } from './sources.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hydrant-choices-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asRoot = process.getuid?.() === 0;

describe('the command line', () => {
  it.each([
    [[], {}],
    [['--demo'], { demo: true }],
    [['--demo', '--speed', '60'], { demo: true, speed: 60 }],
    [['--verbose'], { verbose: true }],
    [['-h'], { help: true }],
  ])('%j is understood', (args, expected) => {
    expect(parseStartArgs(args)).toEqual({ demo: false, speed: 1, verbose: false, help: false, ...expected });
  });

  it.each([[['--demo', '--speed', '0']], [['--demo', '--speed', 'fast']], [['--speed', '2']], [['--other']], [['x']]])(
    '%j is refused',
    (args) => expect(() => parseStartArgs(args)).toThrow(expect.objectContaining({ name: 'UsageError' }) as Error),
  );
});

describe('where the database comes from', () => {
  const machine = (local: boolean, docker: boolean, packages: boolean) => ({
    local: () => local,
    docker: async () => docker,
    packages: async () => packages,
  });

  it.each([
    [true, true, true, 'local'],
    [false, true, true, 'docker'],
    [false, false, true, 'packages'],
    [false, false, false, 'none'],
  ])('local %s, docker %s, packages %s: %s', async (local, docker, packages, way) => {
    await expect(chooseWay({}, folder, machine(local, docker, packages))).resolves.toBe(way);
  });

  it('DATABASE_URL goes before everything', async () => {
    const env = { DATABASE_URL: 'postgresql://here' };
    await expect(chooseWay(env, folder, machine(true, true, true))).resolves.toBe('outside');
  });

  it('data made in a container stays there', async () => {
    mkdirSync(path.join(folder, 'postgres-docker'));
    await expect(chooseWay({}, folder, machine(true, true, false))).resolves.toBe('docker');
  });

  it('finds programs by the folder that is named, and says whether PostGIS is there', () => {
    const bin = path.join(folder, 'bin');
    const script = (name: string, text: string) => {
      writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${text}"\n`, { mode: 0o755 });
    };
    mkdirSync(bin);
    script('postgres', 'postgres (PostgreSQL) 16.4');
    script('initdb', '');
    script('pg_config', path.join(folder, 'share'));
    const env = { HYDRANT_PG_BIN: bin };
    expect(findBinaries(env)).toEqual([{ bin, major: 16, postgis: false }]);
    mkdirSync(path.join(folder, 'share/extension'), { recursive: true });
    writeFileSync(path.join(folder, 'share/extension/postgis.control'), '');
    expect(findBinaries(env)).toEqual([{ bin, major: 16, postgis: true }]);
    script('postgres', 'postgres (PostgreSQL) 14.9');
    expect(findBinaries(env)).toEqual([]);
  });

  it.each([
    ['linux', 'ID=ubuntu\nID_LIKE=debian\n', 'sudo apt-get install -y postgresql-17 postgresql-17-postgis-3'],
    ['linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'sudo dnf install'],
    ['linux', 'ID=alpine\n', 'apk add'],
    ['linux', 'ID=arch\n', 'sudo pacman -S postgresql postgis'],
    ['darwin', '', 'brew install'],
    ['win32', '', 'WSL 2'],
    ['freebsd', '', 'the packages of your system'],
  ])('tells what to install on %s %j', (platform, osRelease, words) => {
    expect(instructions({ platform, osRelease, found: [] })).toContain(words);
  });

  it('tells which PostgreSQL lacks PostGIS', () => {
    const found = [{ bin: '/opt/pg/bin', major: 17, postgis: false }];
    const text = instructions({ platform: 'linux', osRelease: '', found });
    expect(text).toContain('PostgreSQL 17 in /opt/pg/bin has no PostGIS extension.');
    expect(text).toContain('DATABASE_URL=');
  });

  it('runs a container that only this machine reaches, with the password from a file', () => {
    const args = containerArgs({ name: 'hydrant-x', base: '/data/base', port: 20_001 });
    expect(args).toContain('127.0.0.1:20001:5432');
    expect(args).toContain('POSTGRES_PASSWORD_FILE=/run/hydrant/password');
    expect(args.indexOf('postgres')).toBe(args.indexOf(DATABASE_IMAGE) + 1);
    expect(args).toContain('fsync=on');
    expect(args.join(' ')).not.toContain('listen_addresses');
  });

  it.each([
    [512, '128MB'],
    [4096, '512MB'],
    [65_536, '1024MB'],
  ])('with %d MB of memory has shared buffers of %s', (megabytes, expected) => {
    expect(serverSettings(megabytes * 1024 * 1024)['shared_buffers']).toBe(expected);
  });
});

describe('the data folder', () => {
  it('lies in the checkout by default', () => {
    const place = chooseDataDir({ root: folder, given: undefined, needsDatabaseUser: false });
    expect(place).toEqual({ dataDir: path.join(folder, '.hydrant'), moved: false });
  });

  const onlyRoot = asRoot ? it : it.skip;
  onlyRoot('moves to the state folder, by checkout, when the database user cannot enter', () => {
    const stateRoot = path.join(folder, 'state');
    const [closed, other] = ['closed', 'other'].map((name) => path.join(folder, name, 'hydrant'));
    const choose = (root: string) => chooseDataDir({ root, given: undefined, needsDatabaseUser: true, stateRoot });
    const first = choose(closed);
    expect(first).toEqual({ dataDir: expect.stringMatching(/\/state\/hydrant-[0-9a-f]{8}$/) as string, moved: true });
    expect(choose(closed)).toEqual(first);
    expect(choose(other).dataDir).not.toBe(first.dataDir);
  });

  onlyRoot('is not moved away from where the user wants it', () => {
    const choose = () => chooseDataDir({ root: folder, given: 'mine', needsDatabaseUser: true });
    expect(choose).toThrow(/cannot enter .*mine/);
  });

  it('holds one secret key, for the owner alone', () => {
    const key = secretKey(folder);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(secretKey(folder)).toBe(key);
    expect(statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });
});

describe('the environment of the platform', () => {
  const urls = { owner: 'o', app: 'a', ingest: 'i', readonly: 'r' };

  it('has an address for each role and not the superuser', () => {
    const env = { PORT: '4000', DATABASE_ADMIN_URL: 'secret' };
    const result = platformEnv({ env, dataDir: folder, urls, secretKey: 'key', demo: { demo: false, speed: 1 } });
    expect(result).toEqual({
      PORT: '4000',
      NODE_ENV: 'production',
      HYDRANT_DATA_DIR: folder,
      HYDRANT_SECRET_KEY: 'key',
      DATABASE_URL: 'a',
      DATABASE_OWNER_URL: 'o',
      DATABASE_INGEST_URL: 'i',
      DATABASE_READONLY_URL: 'r',
    });
  });

  it('tells of the demonstration and keeps a key of the user', () => {
    const env = { HYDRANT_SECRET_KEY: 'mine' };
    const result = platformEnv({ env, dataDir: folder, urls, secretKey: 'key', demo: { demo: true, speed: 60 } });
    expect(result).toMatchObject({ HYDRANT_DEMO: '1', HYDRANT_DEMO_SPEED: '60', HYDRANT_SECRET_KEY: 'mine' });
  });

  it('takes one address for all roles when there is nothing else', async () => {
    const app = 'postgresql://me:pw@host/water';
    await expect(outsideUrls({ DATABASE_URL: app }, folder)).resolves.toEqual({
      owner: app,
      app,
      ingest: app,
      readonly: app,
    });
  });

  it('makes up roles on an outside server where a superuser is given, the same at each start', async () => {
    const env = {
      DATABASE_URL: 'postgresql://hydrant_app:pw@host/water',
      DATABASE_ADMIN_URL: 'postgresql://postgres:pw@host/postgres',
      DATABASE_OWNER_URL: 'postgresql://boss:pw@host/water',
    };
    const first = await outsideUrls(env, folder);
    expect(first.owner).toBe(env.DATABASE_OWNER_URL);
    expect(first.ingest).toMatch(/^postgresql:\/\/hydrant_ingest:[\w-]{32}@host\/water$/);
    await expect(outsideUrls(env, folder)).resolves.toEqual(first);
  });
});

describe('what is up to date', () => {
  const lock = (version: string) =>
    JSON.stringify({
      packages: {
        '': {},
        'admin-portal': { version: '0.1.0' },
        'node_modules/admin-portal': { link: true },
        'node_modules/pg': { version },
        'node_modules/for-other-systems': { version: '1.0.0', optional: true },
      },
    });
  const installed = (version: string) => JSON.stringify({ packages: { 'node_modules/pg': { version } } });

  it('packages: missing, installed by hand, and changed since', () => {
    writeFileSync(path.join(folder, 'package-lock.json'), lock('8.0.0'));
    expect(packagesAreCurrent(folder)).toBe(false);
    mkdirSync(path.join(folder, 'node_modules'));
    expect(packagesAreCurrent(folder)).toBe(false);
    writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), installed('8.0.0'));
    expect(packagesAreCurrent(folder)).toBe(true);
    expect(existsSync(path.join(folder, 'node_modules/.hydrant-install'))).toBe(true);
    writeFileSync(path.join(folder, 'package-lock.json'), lock('8.1.0'));
    expect(packagesAreCurrent(folder)).toBe(false);
  });

  it('sources: changed content, a new file and a removed one show; packages and builds do not', () => {
    const digest = () => digestOf(folder, ['libs', 'missing.json']);
    const write = (name: string) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), name);
    };
    write('libs/a.ts');
    const first = digest();
    write('libs/node_modules/x.js');
    write('libs/dist/x.js');
    expect(digest()).toBe(first);
    utimesSync(path.join(folder, 'libs/a.ts'), 1, 1);
    const second = digest();
    expect(second).not.toBe(first);
    write('libs/b/c.ts');
    expect(digest()).not.toBe(second);
    rmSync(path.join(folder, 'libs/b'), { recursive: true });
    expect(digest()).toBe(second);
  });
});

describe('what the platform writes', () => {
  it.each([
    ['Hydrant ready: http://localhost:3000', 'Hydrant ready: http://localhost:3000'],
    ['{"level":30,"msg":"request"}', null],
    ['{"level":40,"msg":"Plugin refused"}', 'platform | warning: Plugin refused'],
    ['{"level":50,"err":{"message":"no route"},"msg":"Job failed"}', 'platform | error: Job failed (no route)'],
    ['{"level":50,"msg":"cut o', '{"level":50,"msg":"cut o'],
  ])('%s is shown as %j', (line, shown) => expect(forPeople(line)).toBe(shown));

  it('is shown once when it repeats, whatever device it is about', () => {
    const shown: string[] = [];
    let nowMs = 0;
    const tell = withoutRepeats(
      (line) => shown.push(line),
      () => nowMs,
    );
    for (const end of ['0', '1', '2']) tell(`Device 01a1ffc9-29b0-7576-9bfc-baf8623ee5f${end} is gone`);
    tell('Something else');
    nowMs = 10_000;
    tell('Device 01a1ffc9-29b0-7576-9bfc-baf8623ee5f3 is gone');
    expect(shown).toEqual([
      'Device 01a1ffc9-29b0-7576-9bfc-baf8623ee5f0 is gone',
      'Something else',
      'Device 01a1ffc9-29b0-7576-9bfc-baf8623ee5f3 is gone (and 2 like it before)',
    ]);
  });

  it('is kept in a file that does not grow without end', () => {
    const file = path.join(folder, 'log/platform.log');
    const log = openLog(file, 20);
    for (const line of ['first line, long', 'second', 'third']) log.write(line);
    log.close();
    expect(readFileSync(file, 'utf8')).toBe('third\n');
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('first line, long\nsecond\n');
    const again = openLog(file, 20);
    again.write('fourth');
    again.close();
    expect(readFileSync(file, 'utf8')).toBe('third\nfourth\n');
  });
});

describe('ports', () => {
  it('in use are named with their setting, all at once', async () => {
    const servers = [net.createServer().listen(0), net.createServer().listen(0, '127.0.0.1')];
    const ports = await Promise.all(
      servers.map(
        (server) =>
          new Promise<string>((resolve) => {
            server.once('listening', () => resolve(String((server.address() as AddressInfo).port)));
          }),
      ),
    );
    const [PORT, MQTT_PORT] = ports;
    const attempt = checkPorts({ PORT, MQTT_PORT, TCP_PORT: '0', COAPS_PORT: '0' });
    await expect(attempt).rejects.toThrow(`Port ${PORT} (the portal and the API) is in use. Set PORT`);
    await expect(checkPorts({ PORT, MQTT_PORT, TCP_PORT: '0', COAPS_PORT: '0' })).rejects.toThrow(
      `Port ${MQTT_PORT} (devices over MQTT) is in use.`,
    );
    await expect(
      checkPorts({ PORT: '0', MQTT_PORT, TCP_PORT: '0', COAPS_PORT: '0', MQTT_URL: 'mqtt://elsewhere' }),
    ).resolves.toBeUndefined();
    for (const server of servers) server.close();
  });
});

it('the container image is the one of docker-compose.yml', () => {
  expect(readFileSync(path.join(__dirname, '../../docker-compose.yml'), 'utf8')).toContain(`image: ${DATABASE_IMAGE}`);
});
