import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { endProcess } from '@app/testing';

const root = path.resolve(__dirname, '../..');

/** A built process of Hydrant that runs on its own, as it would on a machine of its own. */
export interface SpawnedProcess {
  child: ChildProcess;
  /** Where its HTTP listens. */
  url: string;
  /** What it has printed so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts `dist/apps/<role>` and waits until it says that it is ready.
 * @param environment - all it knows, beside PATH and the time zone
 * @throws {Error} with its output when it ends before, or takes over two minutes
 */
export async function spawnRole(
  role: 'api' | 'ingest' | 'worker' | 'platform',
  environment: Record<string, string>,
): Promise<SpawnedProcess> {
  const node = path.join(root, 'node_modules/.bin/node');
  const child = spawn(node, [path.join(root, 'dist/apps', role, 'src/main.js')], {
    cwd: root,
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${role} is not ready after two minutes:\n${text}`)), 120_000);
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      const port = /Hydrant ready: http:\/\/localhost:(\d+)/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${role} ended with ${code}:\n${text}`));
    });
  });
  return { child, url, output: () => text, stop: (signal = 'SIGTERM') => endProcess(child, signal) };
}
