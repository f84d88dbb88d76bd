import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

/** A private PostgreSQL, as the launcher runs it. */
export interface Cluster {
  pid: number;
  superuserUrl: string;
  urls: { app: string; owner: string; ingest: string; readonly: string };
  stop(options?: { hurry?: boolean }): Promise<void>;
  kill9(): Promise<void>;
}

interface Launcher {
  startCluster: (options: { dataDir: string; settings?: Record<string, string> }) => Promise<Cluster>;
}
interface Provisioner {
  provision: (superuserUrl: string, urls: Cluster['urls']) => Promise<unknown>;
}
interface Ports {
  findFreePort: () => Promise<number>;
}

const root = process.cwd();
const launcher = <Module>(file: string) => import(path.join(root, 'tools/launcher', file)) as Promise<Module>;

const READY_MS = 60_000;

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const { findFreePort } = await launcher<Ports>('processes.mjs');
  return findFreePort();
}

/** A database and a platform of their own, in a folder of their own, that can be killed and started again. */
export class OwnPlatform {
  cluster: Cluster;
  private child: ChildProcess | undefined;
  private closed = false;

  private constructor(
    readonly folder: string,
    readonly httpPort: number,
    readonly mqttPort: number,
    readonly tcpPort: number,
    private readonly environment: Record<string, string>,
  ) {}

  /**
   * Makes folder and database; starts no platform yet.
   * @param environment - settings beside or instead of ours
   */
  static async prepare(environment: Record<string, string> = {}): Promise<OwnPlatform> {
    const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-own-'));
    chmodSync(folder, 0o755);
    const own = new OwnPlatform(folder, await freePort(), await freePort(), await freePort(), environment);
    process.once('exit', () => own.abandon());
    await own.startDatabase();
    const { provision } = await launcher<Provisioner>('provision.mjs');
    await provision(own.cluster.superuserUrl, own.cluster.urls);
    return own;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** Superuser's address of Hydrant's database. */
  get databaseUrl(): string {
    const { pathname } = new URL(this.cluster.urls.owner);
    return Object.assign(new URL(this.cluster.superuserUrl), { pathname }).href;
  }

  /** Folder of PostgreSQL's programs that runs here, for `psql`. */
  async programs(): Promise<string> {
    const { findBinaries } = await launcher<{
      findBinaries: (env: NodeJS.ProcessEnv) => { bin: string; postgis: boolean }[];
    }>('pg-binaries.mjs');
    const found = findBinaries(process.env).find(({ postgis }) => postgis);
    if (found === undefined) throw new Error('No PostgreSQL with PostGIS is installed');
    return found.bin;
  }

  async startDatabase(): Promise<void> {
    const { startCluster } = await launcher<Launcher>('postgres.mjs');
    this.cluster = await startCluster({ dataDir: this.folder });
  }

  /**
   * Starts the platform and waits until it is ready.
   * @param preload - module that the process loads before anything else
   * @param environment - settings of this start alone
   * @throws when it ends or is not ready in time; the message has the end of its log
   */
  async start(preload?: string, environment: Record<string, string> = {}): Promise<void> {
    const { app, owner, ingest } = this.cluster.urls;
    const log = path.join(this.folder, 'platform.log');
    const main = path.join(root, 'dist/apps/platform/src/main.js');
    const child = spawn(process.execPath, [...(preload === undefined ? [] : ['--require', preload]), main], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HYDRANT_SECRET_KEY: secretKey,
        HYDRANT_ADMIN_PASSWORD: ADMIN_PASSWORD,
        HYDRANT_DATA_DIR: this.folder,
        HOST: '127.0.0.1',
        PORT: String(this.httpPort),
        MQTT_PORT: String(this.mqttPort),
        TCP_PORT: String(this.tcpPort),
        COAP_PORT: '0',
        COAPS_PORT: '0',
        LOG_LEVEL: 'warn',
        DATABASE_URL: app,
        DATABASE_OWNER_URL: owner,
        DATABASE_INGEST_URL: ingest,
        RATE_LIMIT_PER_MINUTE: '1000000',
        RATE_LIMIT_DEVICE_PER_MINUTE: '1000000',
        RATE_LIMIT_USER_PER_MINUTE: '1000000',
        ...this.environment,
        ...environment,
      },
    });
    this.child = child;
    const file = createWriteStream(log, { flags: 'a' });
    child.stderr?.pipe(file, { end: false });
    await new Promise<void>((resolve, reject) => {
      const fail = (what: string) => reject(new Error(`${what}:\n${readFileSync(log, 'utf8').slice(-3_000)}`));
      const timer = setTimeout(() => fail('The platform is not ready in time'), READY_MS);
      child.once('exit', (code) => fail(`The platform ended with ${code}`));
      child.stdout?.on('data', (bytes: Buffer) => {
        file.write(bytes);
        if (!bytes.toString().includes('Hydrant ready')) return;
        clearTimeout(timer);
        resolve();
      });
    });
    child.removeAllListeners('exit');
  }

  /** Id of the platform's process. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** False before it is started, and once it has ended. */
  get isRunning(): boolean {
    const { child } = this;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Ends the platform; `SIGKILL` without any warning. Resolves when it is gone. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** Ends everything and removes the folder. */
  async close(): Promise<void> {
    await this.stop();
    await this.cluster.stop({ hurry: true });
    this.closed = true;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** This process ends without having closed it: nothing is left running. */
  private abandon(): void {
    this.child?.kill('SIGKILL');
    if (this.closed) return;
    try {
      process.kill(this.cluster.pid, 'SIGQUIT');
    } catch {
      // It has ended already.
    }
  }

  /** Runs a statement as superuser, on a connection of its own. */
  async sql<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query(statement, parameters);
      return rows as Row[];
    } finally {
      await client.end();
    }
  }
}

/** Password of the first administrator. */
export const ADMIN_PASSWORD = `bench ${randomBytes(12).toString('hex')}`;
const secretKey = randomBytes(32).toString('base64');
