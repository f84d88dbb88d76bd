import { eventually } from '@app/testing';
import { Caller } from './harness/caller';
import { LiveClient } from './harness/live-client';
import { makeMunicipality, makeSensor } from './harness/nation';
import { type TestPlatform, startPlatform } from './harness/platform';

const PASSWORD = 'another long pass phrase';

/** Real: platform, database, WebSocket. */
describe('live stream', () => {
  let platform: TestPlatform;
  let admin: Caller;
  let here: { id: string };
  let there: { id: string };
  let sensor: { id: string };
  let clock = Date.now() - 600_000;

  beforeAll(async () => {
    platform = await startPlatform();
    admin = platform.admin;
    here = await makeMunicipality(admin, 'Here');
    there = await makeMunicipality(admin, 'There');
    ({ sensor } = await makeSensor(admin, here.id, 'HERE-1', { thresholds: { high: 600 } }));
  });

  afterAll(() => platform?.close());

  /** Stores one reading, a second after the last. @param bar - value; above 6 is an alarm */
  const store = async (bar: number): Promise<void> => {
    clock += 1_000;
    const reading = { sensor_id: 'HERE-1', value: bar, unit: 'bar', timestamp: new Date(clock).toISOString() };
    const { body } = await admin.post('/batch/readings', [reading]);
    expect(body).toMatchObject({ stored: 1 });
  };

  const operatorOf = async (municipalityId: string, username: string): Promise<{ id: string; caller: Caller }> => {
    const made = await admin.make<{ id: string; oneTimePassword: string }>('/users', {
      username,
      displayName: username,
      roles: ['operator'],
      scopeId: municipalityId,
    });
    const first = await Caller.signIn(platform.url, username, made.oneTimePassword);
    await first.post('/auth/password', { currentPassword: made.oneTimePassword, newPassword: PASSWORD });
    return { id: made.id, caller: await Caller.signIn(platform.url, username, PASSWORD) };
  };

  it('carries on where an earlier connection stopped, without gap or repetition', async () => {
    const first = await LiveClient.open(platform.url, admin.token);
    await store(3);
    await eventually(() => expect(first.values(sensor.id)).toEqual([300]));
    const cursor = first.cursor();
    first.close();
    for (const bar of [3.1, 3.2, 3.3]) await store(bar);
    const second = await LiveClient.open(platform.url, admin.token, { cursor });
    await store(3.4);
    await eventually(() => expect(second.values(sensor.id)).toEqual([310, 320, 330, 340]));
    expect(second.heard.some(({ type }) => type === 'reset')).toBe(false);
    second.close();
  });

  it('tells an alarm that was raised while nobody listened', async () => {
    const first = await LiveClient.open(platform.url, admin.token);
    const cursor = first.cursor();
    first.close();
    await store(7);
    await eventually(async () => {
      const { body } = await admin.get<{ page: { total: number } }>('/alerts?open=true&kind=threshold');
      expect(body.page.total).toBe(1);
    });
    const second = await LiveClient.open(platform.url, admin.token, { cursor });
    await eventually(() => expect(second.alerts().map(({ data }) => data?.state)).toContain('active_unacked'));
    second.close();
  });

  it('lets a municipality hear its own only, also when it asks for another by id', async () => {
    const own = await operatorOf(here.id, 'operator.here');
    const foreign = await operatorOf(there.id, 'operator.there');
    const hears = await LiveClient.open(platform.url, own.caller.token);
    const deaf = await LiveClient.open(platform.url, foreign.caller.token);
    const curious = await LiveClient.open(platform.url, foreign.caller.token, {
      municipalityIds: [here.id],
      sensorIds: [sensor.id],
    });
    await store(7.5);
    await eventually(() => expect(hears.values(sensor.id)).toEqual([750]));
    for (const client of [deaf, curious]) {
      expect(client.values(sensor.id)).toEqual([]);
      expect(client.alerts()).toEqual([]);
      client.close();
    }
    hears.close();
  });

  it('ends the stream of a user who is disabled', async () => {
    const { id, caller } = await operatorOf(here.id, 'operator.leaving');
    const client = await LiveClient.open(platform.url, caller.token);
    const { body } = await admin.get<{ version: number }>(`/users/${id}`);
    expect((await admin.patch(`/users/${id}`, body.version, { status: 'disabled' })).status).toBe(200);
    await eventually(() => expect(client.closed).toBe(4401), 12_000);
  });

  it('answers a cursor it does not know with reset', async () => {
    const client = await LiveClient.open(platform.url, admin.token, { cursor: 'bm90IGEgY3Vyc29y' });
    await eventually(() => expect(client.heard.map(({ type }) => type)).toEqual(['ready', 'reset']));
    client.close();
  });

  it('refuses wrong tokens, foreign pages and messages that make no sense', async () => {
    const wrong = await LiveClient.connect(platform.url);
    wrong.send({ type: 'auth', token: 'wrong' });
    await eventually(() => expect(wrong.closed).toBe(4401));
    await expect(LiveClient.connect(platform.url, { origin: 'https://elsewhere.example' })).rejects.toThrow(/403/);
    const early = await LiveClient.connect(platform.url);
    early.send({ type: 'subscribe', channels: ['readings'] });
    early.send('{"type":"auth"');
    early.send({ type: 'auth', token: 'x', extra: true });
    await eventually(() =>
      expect(early.heard.map(({ code }) => code)).toEqual([
        'live.not-signed-in',
        'live.bad-message',
        'live.bad-message',
      ]),
    );
    early.close();
  });
});
