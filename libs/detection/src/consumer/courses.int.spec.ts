import { detectionWorld } from '../../test/detection-world';

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;
const START = Math.floor(Date.now() / DAY) * DAY - 21 * DAY;

/** Real: PostgreSQL, batch log, alarms. */
describe('courses of sensors on a real database', () => {
  let world: Awaited<ReturnType<typeof detectionWorld>>;
  beforeAll(async () => {
    world = await detectionWorld();
  });
  afterEach(() => world.store.release('test'));
  afterAll(() => world.close());

  const detection = JSON.stringify({ zscoreLimit: null, stuckMinutes: null });
  const usual = (time: number) =>
    400 + 30 * Math.sin(((time % DAY) / DAY) * 2 * Math.PI) + Math.sin(time / 7_919) + Math.cos(time / 104_729);

  const reading = (sensor: number, n: number, by = 0) => ({
    sensor,
    time: START + n * QUARTER,
    value: usual(START + n * QUARTER) + by,
  });

  /** Appends the readings of some days, a day in a batch. */
  async function days(shard: number, sensor: number, from: number, to: number): Promise<void> {
    for (let day = from; day < to; day += 1) {
      const readings = Array.from({ length: 96 }, (_, n) => reading(sensor, day * 96 + n));
      await world.append(shard, readings, [], readings.at(-1)?.time);
    }
  }

  /** Six hours of too low a pressure, each reading as it comes. */
  async function fault(shard: number, sensor: number, day: number): Promise<void> {
    for (let n = day * 96; n < day * 96 + 24; n += 1) await world.append(shard, [reading(sensor, n, -90)]);
  }

  const alarms = (sensor: number) =>
    world.rows<{ kind: string; state: string; message: string; finding: unknown; historical: boolean }>(
      `select kind, state, message, finding, historical from alerts where sensor_number = ? and kind = 'anomaly' order by raised_at`,
      [sensor],
    );

  it('raises an alarm that says what was expected, by what was learned before a restart, and clears it', async () => {
    const sensor = await world.sensor(1, { quantity: 'pressure', detection, interval_s: 900 });
    await days(1, sensor, 0, 18);
    await (await world.runner(1)).close();
    const [memory] = await world.rows<{ bytes: number; shard: number }>(
      'select length(memory) as bytes, shard from series_memories where sensor_number = ?',
      [sensor],
    );
    expect(memory).toEqual({ bytes: expect.any(Number), shard: 1 });
    expect(memory?.bytes).toBeLessThan(8_192);
    expect(await alarms(sensor)).toEqual([]);

    await fault(1, sensor, 18);
    const after = await world.runner(1);
    await after.run();
    const [raised] = await alarms(sensor);
    expect(raised).toMatchObject({ state: 'active_unacked' });
    expect(raised?.finding).toMatchObject({
      code: expect.stringMatching(/^course\./),
      values: { seen: { unit: 'kPa' }, lower: { unit: 'kPa' }, upper: { unit: 'kPa' } },
    });
    expect(raised?.message).toMatch(/^Pressure \d+(\.\d+)? kPa .+, expected \d+(\.\d+)? kPa to \d+(\.\d+)? kPa$/);

    await days(1, sensor, 19, 21);
    after.lookAgain();
    await after.close();
    expect(await alarms(sensor)).toMatchObject([{ state: 'cleared_unacked' }]);
  });

  it('says nothing twice when what was judged is lost before it was saved', async () => {
    const sensor = await world.sensor(2, { quantity: 'pressure', detection, interval_s: 900 });
    await days(2, sensor, 0, 18);
    await (await world.runner(2)).close();
    await fault(2, sensor, 18);
    const crashed = await world.runner(2);
    world.alerts.crashNext = true;
    await expect(crashed.run()).rejects.toThrow('crash');
    await (await world.runner(2)).close();
    expect(await alarms(sensor)).toHaveLength(1);
  });

  it('ends the alarm of a sensor that is taken out of service and sends nothing any more, after a restart as well', async () => {
    const sensor = await world.sensor(1, { quantity: 'pressure', detection, interval_s: 900 });
    const other = await world.sensor(1, { quantity: 'pressure', detection, interval_s: 900 });
    await days(1, sensor, 0, 18);
    await days(1, other, 0, 18);
    await fault(1, sensor, 18);
    await fault(1, other, 18);
    const runner = await world.runner(1);
    await runner.run();
    expect(await alarms(sensor)).toMatchObject([{ state: 'active_unacked' }]);
    await world.rows(`update sensors set status = 'out_of_service' where number = ?`, [sensor]);
    await world.profiles.refresh();
    await runner.run();
    expect(await alarms(sensor)).toMatchObject([{ state: 'cleared_unacked' }]);
    expect(await alarms(other)).toMatchObject([{ state: 'active_unacked' }]);
    await runner.close();

    await world.rows(`update sensors set detection = '{"anomalyDays": null}' where number = ?`, [other]);
    await world.profiles.refresh();
    await (await world.runner(1)).run();
    expect(await alarms(other)).toMatchObject([{ state: 'cleared_unacked' }]);
  });

  it('ends the alarm of a sensor whose memory is of an older version', async () => {
    const sensor = await world.sensor(1, { quantity: 'pressure', detection, interval_s: 900 });
    await days(1, sensor, 0, 18);
    await fault(1, sensor, 18);
    await (await world.runner(1)).close();
    expect(await alarms(sensor)).toMatchObject([{ state: 'active_unacked' }]);
    await world.rows(
      `update series_memories set memory = decode('000000000000f03f', 'hex') || substring(memory from 9) where sensor_number = ?`,
      [sensor],
    );
    await days(1, sensor, 19, 20);
    await (await world.runner(1)).close();
    expect(await alarms(sensor)).toMatchObject([{ state: 'cleared_unacked' }]);
  });

  it('forgets a sensor that was deleted', async () => {
    const sensor = await world.sensor(3, { quantity: 'flow', detection, interval_s: 900 });
    await days(3, sensor, 0, 1);
    const runner = await world.runner(3);
    await runner.run();
    await days(3, sensor, 1, 2);
    await world.rows('delete from sensors where number = ?', [sensor]);
    await runner.close();
    expect(await world.rows('select from series_memories where sensor_number = ?', [sensor])).toEqual([]);
  });
});
