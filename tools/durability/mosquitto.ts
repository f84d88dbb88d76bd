import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../bench/own-platform';
import type { Victim } from './world';

/** A Mosquitto of its own that lets everybody in. */
export class Broker implements Victim {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly configuration: string,
  ) {}

  /** @param folder - where it keeps its files, in a folder of this name */
  static async start(folder: string, name: string): Promise<Broker> {
    const own = path.join(folder, name);
    mkdirSync(own, { recursive: true });
    chmodSync(own, 0o777);
    const port = await freePort();
    const configuration = path.join(own, 'mosquitto.conf');
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${own}/`,
      'autosave_interval 1',
      'max_inflight_messages 4000',
      'max_queued_messages 1000000',
      'max_queued_bytes 0',
      'user root',
    ];
    writeFileSync(configuration, `${lines.join('\n')}\n`);
    const broker = new Broker(port, configuration);
    await broker.revive();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async revive(): Promise<void> {
    this.child = spawn('mosquitto', ['-c', this.configuration], { stdio: 'ignore' });
    const deadline = Date.now() + 10_000;
    while (!(await answers(this.port))) {
      if (Date.now() > deadline) throw new Error('Mosquitto does not listen');
      await delay(20);
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
