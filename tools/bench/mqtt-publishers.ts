import { type Socket, connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type PublishResult, type PublishTask, connectPacket, publishPacket, readingOf } from './mqtt-load';
import type { SeededDevice } from './seed-devices';

const PUBACK = 0x40;
const STEP_MS = 5;

/**
 * Devices that publish with QoS 1 as cheaply as can be, as they share the machine with what is measured: packets are made
 * beforehand, and acknowledgements are counted, not parsed. A process of its own.
 */
class Publisher {
  private readonly packets: Buffer[];
  private sent = 0;
  acknowledged = 0;
  private readonly sentAt: number[] = [];
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: Socket,
    private readonly task: PublishTask,
    private readonly number: number,
    private readonly topic: string,
    private readonly latencies: number[],
    private readonly finished: () => void,
  ) {
    this.packets = task.start === 0 ? [] : Array.from({ length: task.messagesEach }, (_, n) => this.packet(n));
    socket.on('data', (bytes) => this.take(bytes));
  }

  /** Sends as many as may be under way. */
  fill(): void {
    const upTo = Math.min(this.task.messagesEach, this.acknowledged + this.task.window);
    if (upTo <= this.sent) return;
    this.socket.write(
      upTo - this.sent === 1 ? (this.packets[this.sent] as Buffer) : Buffer.concat(this.packets.slice(this.sent, upTo)),
    );
    this.sent = upTo;
  }

  /** Sends the next one. */
  next(): void {
    this.sentAt.push(performance.now());
    this.socket.write(this.packet(this.sent));
    this.sent += 1;
  }

  private packet(n: number): Buffer {
    const time = this.task.start === 0 ? Date.now() : this.task.start + n * 1_000;
    return publishPacket(this.topic, n, readingOf(this.number, n, time));
  }

  /** Every packet that comes is an acknowledgement of four bytes. */
  private take(bytes: Buffer): void {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const count = all.length >> 2;
    for (let i = 0; i < count; i += 1)
      if (all[i * 4] !== PUBACK) throw new Error(`Not a PUBACK: ${all.toString('hex')}`);
    this.rest = all.subarray(count * 4);
    if (this.task.start === 0) {
      const now = performance.now();
      for (let i = 0; i < count; i += 1) this.latencies.push(now - (this.sentAt[this.acknowledged + i] as number));
    }
    this.acknowledged += count;
    if (this.acknowledged === this.task.messagesEach) this.finished();
    else if (this.task.perSecond === 0) this.fill();
  }
}

async function main(): Promise<void> {
  const task = JSON.parse(await readAll(process.stdin)) as PublishTask;
  const { devices, messagesEach, perSecond } = task;
  const latencies: number[] = [];
  let left = devices.length;
  let allDone: () => void;
  const done = new Promise<void>((resolve) => (allDone = resolve));
  const finished = () => {
    left -= 1;
    if (left === 0) allDone();
  };
  const publishers: Publisher[] = [];
  for (const [n, device] of devices.entries()) {
    const socket = await open(task.port, device);
    publishers.push(new Publisher(socket, task, n, `wm/v1/${device.id}/up`, latencies, finished));
  }
  const cpu = process.cpuUsage();
  const began = performance.now();
  if (perSecond === 0) for (const publisher of publishers) publisher.fill();
  else await paced(publishers, messagesEach * devices.length, perSecond);
  await done;
  const { user, system } = process.cpuUsage(cpu);
  const result: PublishResult = {
    messages: messagesEach * devices.length,
    seconds: (performance.now() - began) / 1_000,
    latenciesMs: latencies,
    cpuSeconds: (user + system) / 1e6,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

/** Device after device, evenly. */
async function paced(publishers: readonly Publisher[], total: number, perSecond: number): Promise<void> {
  const began = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond) + 1);
    for (; sent < due; sent += 1) (publishers[sent % publishers.length] as Publisher).next();
    await delay(STEP_MS);
  }
}

function open(port: number, device: SeededDevice): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The broker closed the connection')));
    socket.once('connect', () => socket.write(connectPacket(device)));
    socket.once('data', (bytes) => {
      if (bytes[0] !== 0x20 || bytes[3] !== 0) reject(new Error(`The broker refused: ${bytes.toString('hex')}`));
      else resolve(socket);
    });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
