import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type SeededDevice, sensorCode } from './seed-devices';

/** Rows of one round: every sensor once a step, steps one second apart. */
export interface Load {
  /** First step, Unix ms. */
  start: number;
  steps: number;
  sensors: number;
}

/** Believable values, two decimals; the same for both sides. */
function valueOf(sensor: number, step: number): string {
  return (400 + 100 * Math.sin(step / 300 + sensor) + ((sensor * 7_919 + step * 104_729) % 1_000) / 100).toFixed(2);
}

/** Bodies of requests, a thousand readings each: one step of a thousand sensors. */
export function bodiesOf({ start, steps, sensors }: Load): Buffer[] {
  return Array.from({ length: steps }, (_, step) => {
    const timestamp = new Date(start + step * 1_000).toISOString();
    const items = Array.from(
      { length: sensors },
      (_, n) =>
        `{"sensor_id":"${sensorCode(n + 1)}","value":${valueOf(n, step)},"unit":"kPa","timestamp":"${timestamp}"}`,
    );
    return Buffer.from(`[${items.join(',')}]`);
  });
}

/** Writes the same rows as CSV in the columns of the readings table. */
export function writeCsv(
  file: string,
  load: Load,
  { tenantId, numbers }: { tenantId: number; numbers: number[] },
): Promise<void> {
  return writeRows(file, '', load, (n, time, value) => `${tenantId},${numbers[n]},${time},${value},0\n`);
}

/** Writes the same rows as a file for an import: code of the sensor, time, value. */
export function writeImport(file: string, load: Load): Promise<void> {
  return writeRows(file, 'sensor,time,value\n', load, (n, time, value) => `${sensorCode(n + 1)},${time},${value}\n`);
}

async function writeRows(
  file: string,
  head: string,
  { start, steps, sensors }: Load,
  line: (sensor: number, time: string, value: string) => string,
): Promise<void> {
  const out = createWriteStream(file);
  out.write(head);
  for (let step = 0; step < steps; step += 1) {
    const time = new Date(start + step * 1_000).toISOString();
    const lines = Array.from({ length: sensors }, (_, n) => line(n, time, valueOf(n, step)));
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** A request that is complete, so that sending costs as little as it can: the sender shares the machine. */
export function requestsOf(port: number, devices: readonly SeededDevice[], bodies: readonly Buffer[]): Buffer[] {
  return bodies.map((body, n) => {
    const { id, token } = devices[n % devices.length] as SeededDevice;
    const head =
      `POST /api/v1/telemetry HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${id}.${token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });
}

/**
 * Posts all requests over some connections at once, each one after the other.
 * @param everyMs - a request starts so often over all connections; 0: as fast as answers come
 * @param answered - is told of each answer: readings stored, and how long it took from the first byte of the request, ms
 * @throws when an answer is not 200
 */
export async function post(
  port: number,
  requests: readonly Buffer[],
  connections: number,
  everyMs: number,
  answered: (accepted: number, latencyMs: number) => void,
): Promise<void> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    const connection = await RawConnection.open(port);
    for (let n = next++; n < requests.length; n = next++) {
      const pause = everyMs === 0 ? 0 : began + n * everyMs - performance.now();
      if (pause > 0) await delay(pause);
      const startedAt = performance.now();
      const answer = await connection.send(requests[n] as Buffer);
      answered(acceptedIn(answer), performance.now() - startedAt);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

function acceptedIn(answer: string): number {
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(answer.slice(0, 2_000));
  const { stored, late } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { stored: number; late: number };
  return stored + late;
}

/** A kept connection with one request at a time; knows no more of HTTP than these answers need. */
class RawConnection {
  private received = '';
  private answered: ((answer: string) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.take(text));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('The connection was closed')));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(request: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.received.slice(0, end))?.[1]);
    if (this.received.length < end + 4 + length) return;
    const answer = this.received;
    this.received = '';
    this.answered?.(answer);
  }
}
