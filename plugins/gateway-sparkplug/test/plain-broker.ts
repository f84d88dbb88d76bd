import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@app/testing';

/** A real Mosquitto that lets everybody do everything. */
export interface PlainBroker {
  port: number;
  url: string;
  /** After {@link PlainBroker.kill}. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export async function plainBroker(): Promise<PlainBroker> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-sparkplug-'));
  const file = path.join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\n`);
  let child: ChildProcess | undefined;
  const broker = {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async start() {
      child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
      await eventually(() => reachable(port));
    },
    async kill() {
      const running = child;
      child = undefined;
      if (running === undefined) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
    },
  };
  await broker.start();
  return {
    ...broker,
    async stop() {
      await broker.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function reachable(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
