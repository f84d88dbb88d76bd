import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@app/testing';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { runScript } from './commit-query';
import { QUARANTINE_COLUMNS, READING_COLUMNS, copyQuarantine, copyReadings } from './copy-encoder';
import { RowColumns } from './row-columns';

jest.setTimeout(60_000);

/** Real: PostgreSQL reads what we encode. */
describe('input of COPY', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(
      'create temp table some_readings (like readings); create temp table some_quarantine (like quarantine including defaults)',
    );
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('readings come back as they were', async () => {
    const reading = fc.record({
      tenant: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      sensor: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      time: fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 }),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      quality: fc.integer({ min: -32_768, max: 32_767 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { maxLength: 40 }), async (readings) => {
        const rows = new RowColumns(1);
        for (const { tenant, sensor, time, value, quality } of readings)
          rows.push(tenant, sensor, time, value, quality, 0, 0);
        const back = await runScript(
          client,
          `truncate some_readings; copy some_readings (${READING_COLUMNS}) from stdin (format binary);
           select tenant_id, sensor_id, (extract(epoch from time) * 1000)::bigint, value, quality from some_readings`,
          [copyReadings(rows)],
        );
        expect(back.map((row) => row.map(Number))).toEqual(
          readings.map(({ tenant, sensor, time, value, quality }) => [tenant, sensor, time, value, quality]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('quarantined items come back as they were, but for NUL in texts', async () => {
    const items = [
      { detail: 'plain', raw: Buffer.from([0, 255, 10, 92]), deviceId: randomUUID() },
      { detail: 'with \0 and \ud800 and ü', raw: Buffer.alloc(0), deviceId: null },
    ].map((item) => ({
      tenantId: 3,
      id: randomUUID(),
      receivedAt: 1_767_323_045_678,
      protocol: 'mqtt',
      reason: 'malformed',
      format: 'json' as const,
      digest: Buffer.alloc(32, 7),
      ...item,
    }));
    await runScript(client, `copy some_quarantine (${QUARANTINE_COLUMNS}) from stdin (format binary)`, [
      copyQuarantine(items),
    ]);
    const { rows } = await client.query('select * from some_quarantine order by detail');
    expect(rows.map(({ detail, raw, device_id: deviceId }) => ({ detail, raw, deviceId }))).toEqual([
      { detail: 'plain', raw: items[0]?.raw, deviceId: items[0]?.deviceId },
      { detail: 'with � and � and ü', raw: Buffer.alloc(0), deviceId: null },
    ]);
    expect(rows[0]).toMatchObject({ received_at: new Date(1_767_323_045_678), status: 'kept', protocol: 'mqtt' });
  });

  it('a failed script leaves a connection that can go on', async () => {
    const twice = new RowColumns(2);
    twice.push(1, 1, 0, 1, 0, 0, 0);
    twice.push(1, 1, 0, 2, 0, 0, 0);
    await client.query('create temp table keyed (like readings including all)');
    const script = `begin; copy keyed (${READING_COLUMNS}) from stdin (format binary); copy keyed (${READING_COLUMNS}) from stdin (format binary); commit`;
    await expect(runScript(client, script, [copyReadings(twice), copyReadings(twice)])).rejects.toMatchObject({
      code: '23505',
    });
    await runScript(client, 'rollback');
    expect(await runScript(client, 'select count(*) from keyed')).toEqual([['0']]);
  });
});
