import { gzipSync } from 'node:zlib';
import { eventually } from '@app/testing';
import { ADMIN_PASSWORD, OwnPlatform } from '../tools/bench/own-platform';
import { type Seeded, seedDevices, sensorCode } from '../tools/bench/seed-devices';

const SENSORS = 100;
const STEPS = 13_000;
const ROWS = SENSORS * STEPS;
/** Every so many rows one is faulty. */
const FAULTY = 50_000;
const READINGS = ROWS - ROWS / FAULTY;

/** A table whose every row is told from every other by its value. @param start - Unix ms */
function table(start: number): Buffer {
  const parts = ['sensor;time;value;unit\n'];
  for (let row = 0; row < ROWS; row += 1) {
    const time = new Date(start + Math.floor(row / SENSORS) * 60_000).toISOString();
    const value = (row + 1) % FAULTY === 0 ? 'broken' : String(row / 10_000).replace('.', ',');
    parts.push(`${sensorCode((row % SENSORS) + 1)};${time};${value};kPa\n`);
  }
  return Buffer.from(parts.join(''));
}

/** Real: a durable PostgreSQL of its own, the built platform as a process that is killed in the middle of an import. */
describe('an import whose worker is killed', () => {
  let own: OwnPlatform;
  let seeded: Seeded;
  let token = '';

  const signIn = async () => {
    const answer = await fetch(`${own.httpUrl}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
    });
    token = ((await answer.json()) as { accessToken: string }).accessToken;
  };
  const send = async (method: string, path: string, body?: unknown) => {
    const isFile = Buffer.isBuffer(body);
    const answer = await fetch(`${own.httpUrl}/api/v1/imports${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body !== undefined && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  };
  const state = async (id: string) =>
    JSON.parse(await send('GET', `/${id}`)) as { state: string; progress: Record<string, number> | null };

  beforeAll(async () => {
    own = await OwnPlatform.prepare();
    await own.start();
    seeded = await seedDevices(own, 1, SENSORS);
    await signIn();
  }, 120_000);
  afterAll(() => own.close());

  it.each([
    ['a plain file', false, Date.UTC(2015, 0, 1)],
    ['a packed file', true, Date.UTC(2016, 0, 1)],
  ])(
    'goes on where it was, with %s: nothing is lost, nothing counted twice',
    async (_name, packed, start) => {
      const content = table(start);
      const { id } = JSON.parse(await send('POST', '?fileName=table.csv', packed ? gzipSync(content) : content)) as {
        id: string;
      };
      const mapping = {
        form: 'long',
        delimiter: ';',
        decimal: ',',
        time: { column: 1 },
        sensorColumn: 0,
        valueColumn: 2,
      };
      await send('PUT', `/${id}/mapping`, { ...mapping, unitColumn: 3 });
      await send('POST', `/${id}/start`, {});
      await eventually(async () => expect((await state(id)).progress?.['stored']).toBeGreaterThan(0), 60_000);
      await own.stop('SIGKILL');

      const [before] = await own.sql<{ stored: string; there: string; chunks: string }>(
        `select max(stored)::text as stored, count(*)::text as chunks, (select count(*)::text from readings
           where tenant_id = $2 and time >= $3 and time < $3::timestamptz + interval '30 days') as there
         from import_chunks where import_id = $1`,
        [id, seeded.tenantId, new Date(start).toISOString()],
      );
      expect(Number(before?.stored)).toBeLessThan(READINGS);
      expect(before?.there).toBe(before?.stored);

      await own.start();
      await signIn();
      const done = await eventually(async () => {
        const now = await state(id);
        expect(now.state).toBe('finished');
        return now;
      }, 90_000);
      expect(done.progress).toMatchObject({
        rows: ROWS,
        stored: READINGS,
        duplicates: 0,
        conflicts: 0,
        rejected: ROWS / FAULTY,
        percent: 100,
      });
      const [after] = await own.sql<{ there: string; numbers: string }>(
        `select count(*)::text as there, count(distinct value)::text as numbers from readings
         where tenant_id = $1 and time >= $2 and time < $2::timestamptz + interval '30 days'`,
        [seeded.tenantId, new Date(start).toISOString()],
      );
      expect(after).toEqual({ there: String(READINGS), numbers: String(READINGS) });
      const lines = (await send('GET', `/${id}/errors`)).trim().split('\r\n').slice(1);
      const expected = Array.from({ length: ROWS / FAULTY }, (_, n) => String((n + 1) * FAULTY + 1));
      expect(lines.map((line) => line.split(',')[0])).toEqual(expected);
    },
    240_000,
  );
});
