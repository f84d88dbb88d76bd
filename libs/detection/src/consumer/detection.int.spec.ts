import { eventually } from '@app/testing';
import * as fc from 'fast-check';
import { detectionWorld, type TestReading } from '../../test/detection-world';
import type { DetectionConsumer } from './detection.consumer';
import { LeaseLostError } from './shard-store';

const MINUTE = 60_000;
const high = {
  thresholds: JSON.stringify({ high: 8 }),
  detection: JSON.stringify({ stuckMinutes: null, zscoreLimit: null }),
};

describe('detection on a real database', () => {
  let world: Awaited<ReturnType<typeof detectionWorld>>;
  const consumers: DetectionConsumer[] = [];
  const started = (): DetectionConsumer => {
    const consumer = world.consumer();
    consumers.push(consumer);
    consumer.onApplicationBootstrap();
    return consumer;
  };

  beforeAll(async () => {
    world = await detectionWorld();
  });
  afterEach(async () => {
    for (const consumer of consumers.splice(0)) await consumer.beforeApplicationShutdown();
    await world.store.release('test');
  });
  afterAll(() => world.close());

  const now = Date.now();
  const open = (number: number) =>
    world.rows<{ limit_name: string; state: string }>(
      `select limit_name, state from alerts where sensor_number = ? and state <> 'normal'`,
      [number],
    );

  it('makes an alarm of a stored reading, also of a sensor made a moment before', async () => {
    const consumer = started();
    await eventually(() => expect([...consumer.positions().keys()]).toHaveLength(4));
    const sensor = await world.sensor(0, high);
    world.log.announce([await world.append(0, [{ sensor, time: now, value: 9 }])]);
    await eventually(async () => expect(await open(sensor)).toEqual([{ limit_name: 'high', state: 'active_unacked' }]));
  });

  it('reads what it was not handed', async () => {
    const sensor = await world.sensor(1, high);
    await world.append(1, [{ sensor, time: now, value: 9 }]);
    started();
    await eventually(async () => expect(await open(sensor)).toHaveLength(1));
    await world.append(1, [{ sensor, time: now + MINUTE, value: 5 }]);
    await eventually(async () => expect(await open(sensor)).toMatchObject([{ state: 'cleared_unacked' }]));
  });

  it('reads a long log in order', async () => {
    const sensor = await world.sensor(3, high);
    for (let i = 0; i < 25; i++)
      await world.append(3, [{ sensor, time: now + i * MINUTE, value: i % 2 === 0 ? 9 : 5 }]);
    await (await world.runner(3)).close();
    expect(await world.rows(`select count(*)::int as alarms from alerts where sensor_number = ?`, [sensor])).toEqual([
      { alarms: 13 },
    ]);
  });

  it('keeps the newest reading of each sensor and counts of devices', async () => {
    const sensor = await world.sensor(2);
    const deviceId = '0197a000-0000-7000-8000-000000000001';
    const entry = {
      tenantId: world.town.id,
      deviceId,
      minute: Math.floor(now / MINUTE) * MINUTE,
      stored: 2,
      duplicate: 1,
      conflict: 0,
      late: 0,
      quarantined: 0,
    };
    await world.append(
      2,
      [
        { sensor, time: now, value: 1 },
        { sensor, time: now - 5, value: 2 },
      ],
      [entry],
    );
    await world.append(2, [{ sensor, time: now - 9, value: 3 }], [entry]);
    started();
    await eventually(async () => {
      expect(
        await world.rows(
          `select value, stored, duplicate from sensor_latest, device_ledger where sensor_id = ? and device_id = ?`,
          [sensor, deviceId],
        ),
      ).toEqual([{ value: 1, stored: 4, duplicate: 2 }]);
    });
    const [shard] = await world.rows<{ seq: number }>(
      `select applied_seq::int as seq from ingest_shards where shard = 2`,
    );
    expect(shard?.seq).toBe((await world.log.heads())[2]);
  });

  it('writes a snapshot after a while, and all of it at the end', async () => {
    const sensor = await world.sensor(3);
    const consumer = started();
    await eventually(() => expect(consumer.positions().has(3)).toBe(true));
    world.log.announce([await world.append(3, [{ sensor, time: now, value: 1 }])]);
    const [batch] = [await world.append(3, [{ sensor, time: now + 1, value: 1 }])];
    world.log.announce([batch]);
    await eventually(() => expect(consumer.positions().get(3)).toBe(batch.seq));
    consumers.splice(0);
    await consumer.beforeApplicationShutdown();
    const [row] = await world.rows(
      `select snapshot_seq::int as snapshot, applied_seq::int as applied, owner from ingest_shards where shard = 3`,
    );
    expect(row).toEqual({ snapshot: batch.seq, applied: batch.seq, owner: null });
  });

  it('shares shards: what one holds the other leaves, and takes when it is given back', async () => {
    const first = started();
    await eventually(() => expect(first.positions().size).toBe(4));
    const second = started();
    await new Promise(setImmediate);
    expect(second.positions().size).toBe(0);
    await first.beforeApplicationShutdown();
    await eventually(() => expect(second.positions().size).toBe(4));
  });

  it('writes nothing once another process has the shard', async () => {
    const sensor = await world.sensor(0, high);
    const runner = await world.runner(0);
    await runner.run();
    await world.rows(
      `update ingest_shards set owner = 'other', lease_until = now() + interval '1 minute' where shard = 0`,
    );
    await world.append(0, [{ sensor, time: now, value: 9 }]);
    runner.lookAgain();
    await expect(runner.run()).rejects.toBeInstanceOf(LeaseLostError);
    expect(await open(sensor)).toEqual([]);
    await world.store.release('other');
  });

  it('learns anew from an unreadable snapshot, and still ends what holds', async () => {
    const sensor = await world.sensor(0, high);
    const runner = await world.runner(0);
    await world.append(0, [{ sensor, time: now, value: 9 }]);
    await runner.close();
    expect(await open(sensor)).toHaveLength(1);
    await world.rows(`update ingest_shards set snapshot = 'old', owner = null where shard = 0`);
    await world.append(0, [{ sensor, time: now + MINUTE, value: 5 }]);
    started();
    await eventually(async () => expect(await open(sensor)).toMatchObject([{ state: 'cleared_unacked' }]));
  });

  it('puts alarms right when a limit changed between the snapshot and the crash', async () => {
    const sensor = await world.sensor(0, high);
    await (await world.runner(0)).close();
    const runner = await world.runner(0);
    await world.append(0, [{ sensor, time: now, value: 7 }]);
    const frozen = Date.now();
    await runner.run(() => frozen);
    await world.append(0, [{ sensor, time: now + 1, value: 7 }]);
    runner.lookAgain();
    await runner.run(() => frozen + 999_999);
    await world.rows(`update ingest_shards set snapshot_seq = snapshot_seq - 2, snapshot = null where shard = 0`);
    await world.rows(`update sensors set thresholds = '{"high": 6}' where number = ?`, [sensor]);
    await world.profiles.refresh();
    await (await world.runner(0)).run();
    expect(await open(sensor)).toHaveLength(1);
  });

  it('tells nothing twice and loses nothing, wherever it crashes', async () => {
    const step = fc.record({
      /** Quarter of the batches end in a crash: memory gone, or the transaction rolled back too. */
      crash: fc.constantFrom('no', 'no', 'no', 'memory', 'transaction'),
      /** Time that passes before, ms: marks and snapshots become due by it. */
      waitMs: fc.constantFrom(0, 400, 1_500),
      batches: fc.array(
        fc.array(
          fc.record({
            which: fc.integer({ min: 0, max: 2 }),
            minute: fc.integer({ min: 0, max: 40 }),
            value: fc.constantFrom(5, 7.9, 8.5, 9, 12),
          }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        { minLength: 1, maxLength: 4 },
      ),
    });
    const settings = {
      thresholds: JSON.stringify({ low: 6, high: 8, highHigh: 10 }),
      detection: JSON.stringify({
        stuckMinutes: 6,
        zscoreLimit: 3,
        zscoreWarmUp: 10,
        deadband: 0.2,
        ratePerMin: 3,
        lateLimitS: 1200,
      }),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const pair = async (shard: number) => [
          await world.sensor(shard, settings),
          await world.sensor(shard, settings),
          await world.sensor(shard, settings),
        ];
        const [calm, rough] = [await pair(1), await pair(2)];
        await (await world.runner(1)).close();
        await (await world.runner(2)).close();
        await world.profiles.refresh();
        let clock = 1_000_000;
        const steady = await world.runner(1);
        let shaken = await world.runner(2);
        for (const { crash, waitMs, batches } of steps) {
          clock += waitMs;
          for (const rows of batches) {
            const readings = (sensors: number[]): TestReading[] =>
              rows.map(({ which, minute, value }) => ({
                sensor: sensors[which] as number,
                time: now + minute * MINUTE,
                value,
              }));
            const ledger = [
              {
                tenantId: world.town.id,
                minute: 0,
                stored: rows.length,
                duplicate: 0,
                conflict: 0,
                late: 0,
                quarantined: 0,
              },
            ];
            const received = now + 40 * MINUTE;
            await world.append(
              1,
              readings(calm),
              ledger.map((entry) => ({ ...entry, deviceId: deviceOf(calm) })),
              received,
            );
            await world.append(
              2,
              readings(rough),
              ledger.map((entry) => ({ ...entry, deviceId: deviceOf(rough) })),
              received,
            );
          }
          steady.lookAgain();
          await steady.run(() => clock);
          world.alerts.crashNext = crash === 'transaction';
          shaken.lookAgain();
          const died = await shaken
            .run(() => clock)
            .then(
              () => crash === 'memory',
              () => true,
            );
          world.alerts.crashNext = false;
          if (!died) continue;
          shaken = await world.runner(2);
          await shaken.run(() => clock);
        }
        await steady.close(() => clock);
        await shaken.close(() => clock);
        for (const [i, sensor] of calm.entries()) {
          expect(await world.story(rough[i] as number)).toEqual(await world.story(sensor));
        }
        expect(await marks(rough)).toEqual(await marks(calm));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  const deviceOf = (sensors: number[]) => `0197a000-0000-7000-8000-${String(sensors[0]).padStart(12, '0')}`;
  const marks = async (sensors: number[]) => [
    ...(await world.rows<{ value: number }>(
      `select time, value, received_at from sensor_latest where sensor_id in (?, ?, ?) order by sensor_id`,
      sensors,
    )),
    ...(await world.rows(`select stored from device_ledger where device_id = ?`, [deviceOf(sensors)])),
  ];
});

describe('silence on a real database', () => {
  let world: Awaited<ReturnType<typeof detectionWorld>>;
  beforeAll(async () => {
    world = await detectionWorld();
    world.silence.watchFrom(0);
  });
  afterAll(() => world.close());

  it('raises an alarm once, and clears it when the sensor reports again or is taken out of service', async () => {
    const now = Date.now();
    const [quiet, lively, never, resting] = await Promise.all([0, 1, 2, 3].map((shard) => world.sensor(shard)));
    const latest = (sensor: number | undefined, ago: number) =>
      world.rows(
        `insert into sensor_latest (tenant_id, sensor_id, time, value, quality, received_at) values (?, ?, ?::timestamptz, 1, 0, ?::timestamptz)
         on conflict (tenant_id, sensor_id) do update set time = excluded.time, received_at = excluded.received_at`,
        [world.town.id, sensor, new Date(now - ago).toISOString(), new Date(now - ago).toISOString()],
      );
    await latest(quiet, 6 * MINUTE);
    await latest(resting, 6 * MINUTE);
    await latest(lively, 2 * MINUTE);
    expect(await world.silence.check(now)).toEqual({ raised: 2, cleared: 0 });
    expect(await world.silence.check(now + 1_000)).toEqual({ raised: 0, cleared: 0 });
    const alarms = await world.rows<{ sensor_number: number; message: string; priority: string }>(
      `select sensor_number, message, priority from alerts where kind = 'silence' order by sensor_number`,
    );
    expect(alarms).toContainEqual({ sensor_number: quiet, message: 'No reading for 5 minutes', priority: 'medium' });
    expect(alarms.some(({ sensor_number: number }) => number === never)).toBe(false);
    await latest(quiet, 0);
    await world.rows(`update sensors set status = 'out_of_service' where number = ?`, [resting]);
    expect(await world.silence.check(now + 2_000)).toEqual({ raised: 0, cleared: 2 });
    expect(await world.silence.check(now + 3_000)).toEqual({ raised: 0, cleared: 0 });
  });
});
