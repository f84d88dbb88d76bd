import { createWriteStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { once } from 'node:events';
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
export async function writeCsv(
  file: string,
  { start, steps, sensors }: Load,
  { tenantId, numbers }: { tenantId: number; numbers: number[] },
): Promise<void> {
  const out = createWriteStream(file);
  for (let step = 0; step < steps; step += 1) {
    const time = new Date(start + step * 1_000).toISOString();
    const lines = Array.from(
      { length: sensors },
      (_, n) => `${tenantId},${numbers[n]},${time},${valueOf(n, step)},0\n`,
    );
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/**
 * Posts all bodies over some connections at once, each one after the other.
 * @returns readings that were accepted, by the counts of the answers
 */
export async function post(
  port: number,
  devices: readonly SeededDevice[],
  bodies: readonly Buffer[],
  connections: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let accepted = 0;
  const lane = async (n: number) => {
    const { id, token } = devices[n % devices.length] as SeededDevice;
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const count = await send(agent, port, `Bearer ${id}.${token}`, body);
      accepted += count;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => lane(n)));
  agent.destroy();
  return accepted;
}

function send(agent: Agent, port: number, authorization: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(
      { agent, port, host: '127.0.0.1', path: '/api/v1/telemetry', method: 'POST', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode !== 200) {
            reject(new Error(`HTTP ${response.statusCode}: ${text}`));
            return;
          }
          const { stored, late } = JSON.parse(text) as { stored: number; late: number };
          resolve(stored + late);
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
