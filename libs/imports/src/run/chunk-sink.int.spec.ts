import { randomUUID } from 'node:crypto';
import { PartitionKeeper } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/testing';
import { Client, Pool } from 'pg';
import { ReadingColumns } from '../core/reading-columns';
import { sensorTable } from '../core/sensor-table';
import { ChunkSink, FencedOut, KeysTaken, withoutRows } from './chunk-sink';
import { noTotals } from './chunk-writer';

const DAY = Date.UTC(2024, 5, 1);

/** Real: PostgreSQL, with a role for ingest that passes row security, and one that is bound by it. */
describe.each([
  ['passes row security', true],
  ['is bound by row security', false],
])('a chunk stored by a role that %s', (_name, bypass) => {
  let database: TestDatabase;
  let client: Client;
  let sink: ChunkSink;
  const importId = randomUUID();

  beforeAll(async () => {
    database = await testDatabase();
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(`insert into tenants (id, uid, kind) values (1, gen_random_uuid(), 'nation')`);
    await client.query(
      `insert into imports (tenant_id, id, state, file_name, size_bytes) values (1, $1, 'running', 'x', 1)`,
      [importId],
    );
    const owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
    await new PartitionKeeper(owner).ensure(DAY, DAY);
    await owner.end();
    let ingestUrl = database.ingestUrl;
    if (!bypass) {
      const name = `bound_${database.name}`;
      await client.query(`create role ${name} login password 'bound' in role hydrant_ingest`);
      ingestUrl = Object.assign(new URL(ingestUrl), { username: name, password: 'bound' }).href;
    }
    sink = new ChunkSink({ DATABASE_URL: database.appUrl, DATABASE_INGEST_URL: ingestUrl }, [1]);
  });
  afterAll(async () => {
    await sink.close();
    if (!bypass) await client.query(`drop role bound_${database.name}`);
    await client.end();
    await database.drop();
  });

  const packed = (readings: [minute: number, value: number][]) => {
    const sensors = sensorTable([
      { tenantId: 1, number: 7, id: 'id', code: 'A', quantity: 'flow', rangeMin: null, rangeMax: null, latestMs: null },
    ]);
    const columns = new ReadingColumns(readings.length, sensors);
    readings.forEach(([minute, value], line) => columns.push(0, DAY + minute * 60_000, value, line + 1));
    return columns.seal();
  };
  const checkpoint = (seq: number) => ({ ...noTotals, tenantId: 1, importId, seq, state: {} });
  const stored = async () =>
    (await client.query('select value from readings order by time')).rows.map(({ value }) => value);
  const chunks = async () =>
    (await client.query('select seq from import_chunks order by seq')).rows.map(({ seq }) => seq);

  it('is there whole with its checkpoint, or not at all', async () => {
    await sink.store(
      packed([
        [0, 1],
        [1, 2],
      ]),
      checkpoint(0),
    );
    await expect(
      sink.store(
        packed([
          [1, 9],
          [2, 3],
        ]),
        checkpoint(1),
      ),
    ).rejects.toThrow(KeysTaken);
    // A second worker that stores the same chunk is stopped by the key of the checkpoint.
    await expect(sink.store(packed([[3, 4]]), checkpoint(0))).rejects.toThrow(FencedOut);
    expect(await stored()).toEqual([1, 2]);
    expect(await chunks()).toEqual([0]);
  });

  it('goes on without the rows whose keys are taken', async () => {
    const chunk = packed([
      [0, 1],
      [1, 9],
      [2, 3],
    ]);
    const taken = await sink.findTaken(chunk, chunk.firstMs, chunk.lastMs);
    expect([...taken]).toEqual([
      [0, true],
      [1, false],
    ]);
    const rest = withoutRows(chunk, taken);
    expect([...rest.lines]).toEqual([3]);
    await sink.store(rest, checkpoint(1));
    expect(await stored()).toEqual([1, 2, 3]);
    expect(await chunks()).toEqual([0, 1]);
  });

  it('may be empty', async () => {
    await sink.store(packed([]), checkpoint(2));
    expect(await chunks()).toEqual([0, 1, 2]);
  });
});
