import path from 'node:path';
import { OwnPlatform } from '../tools/bench/own-platform';
import { type Seeded, seedDevices } from '../tools/bench/seed-devices';
import { type NumberedSenders, sendNumbered } from './harness/numbered-senders';

const READINGS = 100_000;
const SENSORS = 10;
const origin = Date.now();

/**
 * What was acknowledged is there, once, whatever is killed. Real: a durable PostgreSQL of its own, the built platform as
 * a process, MQTT and HTTP. The devices keep what was not acknowledged and send it again.
 */
describe('acknowledged readings survive', () => {
  let own: OwnPlatform;
  let seeded: Seeded;
  let senders: NumberedSenders | undefined;

  beforeAll(async () => {
    own = await OwnPlatform.prepare();
    await own.start();
    seeded = await seedDevices(own, 2, SENSORS);
  }, 120_000);
  afterEach(() => senders?.cancel());
  afterAll(() => own.close());

  /** Numbers in the database, each as often as it is stored. */
  const stored = async (start: number) => {
    const rows = await own.sql<{ value: number; times: number }>(
      `select value, count(*)::int as times from readings where time >= $1 and time < $2 group by value`,
      [new Date(start).toISOString(), new Date(start + READINGS * 10).toISOString()],
    );
    return new Map(rows.map(({ value, times }) => [value, times]));
  };
  /** Acknowledged numbers that are missing, and numbers that are there more than once. */
  const faults = async (acknowledged: ReadonlySet<number>, start: number) => {
    const found = await stored(start);
    return {
      missing: [...acknowledged].filter((number) => !found.has(number)).length,
      doubled: [...found.values()].filter((times) => times > 1).length,
    };
  };
  const acknowledgedAtLeast = async ({ acknowledged }: NumberedSenders, count: number) => {
    while (acknowledged.size < count) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  /** A stretch of the past of its own for each run, so that numbers of runs do not meet. */
  const startOf = (run: number) => origin - (run + 1) * (READINGS * 10 + 60_000);

  it('a kill -9 of the platform in the middle of 100,000 readings', async () => {
    const start = startOf(0);
    senders = sendNumbered(own, seeded.devices, READINGS, start);
    for (const share of [0.25, 0.6]) {
      await acknowledgedAtLeast(senders, READINGS * share);
      await own.stop('SIGKILL');
      const before = new Set(senders.acknowledged);
      expect(before.size).toBeLessThan(READINGS);
      expect(await faults(before, start)).toEqual({ missing: 0, doubled: 0 });
      await own.start();
    }
    await senders.done;
    expect(senders.acknowledged.size).toBe(READINGS);
    expect(await faults(senders.acknowledged, start)).toEqual({ missing: 0, doubled: 0 });
  }, 180_000);

  it('a kill -9 of the database in the middle of 100,000 readings', async () => {
    const start = startOf(1);
    senders = sendNumbered(own, seeded.devices, READINGS, start);
    const platform = own.pid;
    for (const share of [0.25, 0.6]) {
      await acknowledgedAtLeast(senders, READINGS * share);
      await own.cluster.kill9();
      const before = new Set(senders.acknowledged);
      await own.startDatabase();
      expect(await faults(before, start)).toEqual({ missing: 0, doubled: 0 });
    }
    await senders.done;
    expect(own.pid).toBe(platform);
    expect(senders.acknowledged.size).toBe(READINGS);
    expect(await faults(senders.acknowledged, start)).toEqual({ missing: 0, doubled: 0 });
  }, 180_000);

  it('and this test notices an acknowledgement before the commit', async () => {
    await own.stop();
    await own.start(path.join(__dirname, 'fixtures/acknowledge-early.cjs'));
    const start = startOf(2);
    senders = sendNumbered(own, seeded.devices, READINGS, start);
    let missing = 0;
    for (let share = 0.1; share < 0.9 && missing === 0; share += 0.1) {
      await acknowledgedAtLeast(senders, READINGS * share);
      await own.stop('SIGKILL');
      ({ missing } = await faults(new Set(senders.acknowledged), start));
      if (missing === 0) await own.start(path.join(__dirname, 'fixtures/acknowledge-early.cjs'));
    }
    expect(missing).toBeGreaterThan(0);
  }, 180_000);
});
