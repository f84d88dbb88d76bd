import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type DecodeResult,
  type FakeHost,
  KeyReusedError,
  type OutboundRequest,
  fakeHost,
  parseManifest,
} from '@app/plugin-sdk';
import { DEV_EUI, SECRET, chirpstackAck, chirpstackTxAck, chirpstackUp, thingsStackUp } from '../test/events';
import { frameOf, keys } from '../test/frames';
import { malformed } from '../test/malformed';
import plugin from './index';

const { capabilities } = parseManifest(readFileSync(path.join(__dirname, '../plugin.json'), 'utf8'));
const level: DecodeResult = {
  ok: true,
  values: [{ channel: 'level', value: 2.5, unit: 'm', time: Number.NaN }],
  warnings: [],
  state: { batteryPercent: 50 },
};

async function started(config: Record<string, unknown> = {}) {
  const host = fakeHost(capabilities);
  host.names.add(`eui ${DEV_EUI}`);
  host.secrets.set(`lorawan ${DEV_EUI}`, Buffer.from(JSON.stringify(keys)));
  host.onDecode = async () => level;
  const gateway = plugin.create(
    plugin.config.parse({ network: 'chirpstack', secret: SECRET, ...config }),
    host.context,
  );
  await gateway.start();
  return { host, gateway };
}

const post = (host: FakeHost, event: unknown, query = 'event=up') =>
  host.request('/hook', {
    query,
    headers: { 'x-hydrant-secret': SECRET },
    body: Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)),
  });

describe('the LoRaWAN gateway', () => {
  it('hands in what the codec finds, under the mark of the network, at the time of the gateway', async () => {
    const { host } = await started();
    const event = chirpstackUp();
    expect(await post(host, event)).toMatchObject({ status: 200, body: { stored: 1 } });
    expect(host.submitted).toMatchObject([
      {
        protocol: 'lorawan',
        format: 'opaque',
        raw: Buffer.from(JSON.stringify(event)),
        key: { id: event.deduplicationId, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
        columns: { sensors: ['level'], units: ['m'], times: Float64Array.of(Date.parse('2026-11-20T09:34:15.775Z')) },
      },
    ]);
    expect(host.reported).toEqual([
      { deviceId: host.device.deviceId, state: { online: true, batteryPercent: 50, signalDbm: -88 } },
    ]);
  });

  it('takes uplinks when its store is full', async () => {
    const { host } = await started();
    host.context.state.put = () => Promise.reject(new RangeError('An instance keeps at most 10000 keys'));
    expect(await post(host, chirpstackUp())).toMatchObject({ status: 200, body: { stored: 1 } });
  });

  it('takes what the decoder of the network found, if it is told to', async () => {
    const { host } = await started({ decoder: 'network' });
    await post(host, chirpstackUp({ object: { water: { level: 1.5 }, open: true, text: 'x' } }));
    expect(host.submitted[0]?.columns.sensors).toEqual(['water.level', 'open']);
    expect(host.submitted[0]?.columns.values).toEqual(Float64Array.of(1.5, 1));
    await post(host, chirpstackUp({ id: 'other' }));
    expect(host.submitted[1]?.columns.faults).toMatchObject([{ index: -1, reason: 'unreadable' }]);
  });

  it('keeps payloads that nobody can read yet, and reads them once somebody can', async () => {
    const { host, gateway } = await started();
    host.onDecode = async () => ({ ok: false, error: 'Codec "X": TypeError' });
    await post(host, chirpstackUp());
    const [kept] = host.submitted;
    expect(kept?.columns).toMatchObject({
      count: 0,
      faults: [{ index: -1, reason: 'unreadable', detail: 'Codec "X": TypeError' }],
    });
    const frame = { deviceId: host.device.deviceId, raw: kept?.raw ?? Buffer.alloc(0), receivedAt: 0 };
    expect(await gateway.decode?.(frame)).toMatchObject({ faults: [{ detail: 'Codec "X": TypeError' }] });
    host.onDecode = async () => level;
    expect(await gateway.decode?.(frame)).toMatchObject({ count: 1, sensors: ['level'], faults: [] });
    const things = Buffer.from(JSON.stringify(thingsStackUp()));
    expect(await gateway.decode?.({ ...frame, raw: things })).toMatchObject({ count: 1 });
    const locked = { ...chirpstackUp({ id: 'locked' }), joinServerContext: { sessionKeyId: 'x' } };
    await post(host, locked);
    expect(host.submitted.at(-1)?.columns.faults[0]?.detail).toContain('still encrypted');
  });

  it('reads kept frames again, though the counter has gone on', async () => {
    const { host, gateway } = await started({ network: 'frames' });
    const event = (counter: number) => ({ phyPayload: frameOf('00fa', counter).toString('base64') });
    for (const counter of [70_000, 70_001, 140_000]) await post(host, event(counter));
    expect(host.submitted).toHaveLength(3);
    const raw = Buffer.from(JSON.stringify(event(140_000)));
    const frame = { deviceId: host.device.deviceId, raw, receivedAt: 0 };
    expect(await gateway.decode?.(frame)).toMatchObject({ count: 1, sensors: ['level'] });
  });

  it('proves frames by new keys once a device has got them, at the address that it had', async () => {
    const { host } = await started({ network: 'frames' });
    await post(host, { phyPayload: frameOf('00fa', 9).toString('base64') });
    const session = { ...keys, nwkSKey: '11'.repeat(16), appSKey: '22'.repeat(16) };
    host.secrets.set(`lorawan ${DEV_EUI}`, Buffer.from(JSON.stringify(session)));
    host.context.clock.now = () => Date.now() + 2_000;
    expect(await post(host, { phyPayload: frameOf('00fa', 0, 2, session).toString('base64') })).toMatchObject({
      body: { stored: 1 },
    });
    await expect(post(host, { phyPayload: frameOf('00fa', 10).toString('base64') })).rejects.toMatchObject({
      code: 'lorawan.bad-mic',
    });
  });

  it('takes no frame of one device for another, and none whose DevEUI has other keys', async () => {
    const { host } = await started({ network: 'frames' });
    const foreign = { ...keys, nwkSKey: '00'.repeat(16) };
    const phyPayload = frameOf('00fa', 1, 2, foreign).toString('base64');
    await expect(post(host, { phyPayload })).rejects.toMatchObject({ code: 'lorawan.bad-mic' });
    await expect(post(host, { phyPayload, devEui: DEV_EUI })).rejects.toMatchObject({ code: 'lorawan.bad-mic' });
    await expect(post(host, { phyPayload, devEui: 'ff'.repeat(8) })).rejects.toMatchObject({ code: 'lorawan.bad-mic' });
    expect(host.submitted).toEqual([]);
  });

  it('takes uplinks of a device whose counter has begun anew in the same session, and their repeats once', async () => {
    const { host } = await started({ network: 'things-stack' });
    const taken = new Map<string, string>();
    const store = host.onSubmit;
    host.onSubmit = async (message) => {
      const { key } = message;
      const { id, digest } = key as NonNullable<typeof key>;
      if ((taken.get(id) ?? digest) !== digest) throw new KeyReusedError();
      taken.set(id, digest);
      return store(message);
    };
    const before = thingsStackUp({ fCnt: 3 });
    const after = thingsStackUp({ fCnt: 3, payload: '00fb', receivedAt: '2026-11-20T10:34:15Z' });
    for (const event of [before, after, before, after]) {
      expect(await post(host, event, '')).toMatchObject({ status: 200, body: { stored: 1 } });
    }
    expect([...taken.keys()]).toEqual([
      'AXA50tHUSUucEk4g8MqVGw==:3',
      'AXA50tHUSUucEk4g8MqVGw==:3:2026-11-20T10:34:15Z',
    ]);
  });

  it('knows an order again by the id that the API of ChirpStack has given it', async () => {
    const { host } = await started({ apiUrl: 'https://chirpstack.example/', apiKey: 'key' });
    await post(host, chirpstackUp());
    const [ours, theirs] = ['0198c0de-0000-7000-8000-00000000c001', '5d1ea7a3-6b4e-4f0e-9d8f-0a2b6c1d7e8f'];
    const requests: OutboundRequest[] = [];
    host.onFetch = async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ id: theirs })) };
    };
    const payload = { fPort: 15, hex: 'beef' };
    const expiresAt = Date.now() + 60_000;
    host.queue({ id: ours, deviceId: host.device.deviceId, name: 'downlink', payload, expiresAt });
    const deadline = Date.now() + 5_000;
    while (host.settled.length === 0 && Date.now() < deadline) await new Promise(setImmediate);
    expect(requests[0]?.url).toBe(`https://chirpstack.example/api/devices/${DEV_EUI}/queue`);
    await post(host, chirpstackTxAck(theirs), 'event=txack');
    await post(host, chirpstackAck(theirs, true), 'event=ack');
    expect(host.settled.map(({ id, progress }) => [id, progress])).toEqual([
      [ours, 'sent'],
      [ours, 'sent'],
      [ours, 'acknowledged'],
    ]);
  });

  it('slows down a device that sends too often, and no other', async () => {
    const { host } = await started({ messagesPerMinute: 2 });
    for (let i = 0; i < 2; i += 1) await post(host, chirpstackUp({ id: `m${i}` }));
    await expect(post(host, chirpstackUp({ id: 'm3' }))).rejects.toMatchObject({ status: 429 });
    expect(host.refusals).toEqual([
      { deviceId: host.device.deviceId, protocol: 'lorawan', reason: 'too-many', count: 1 },
    ]);
  });

  it('answers thousands of malformed requests, and counts every one that it turns away', async () => {
    let seed = 20_261_121;
    const rng = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    for (const network of ['chirpstack', 'things-stack', 'frames']) {
      const { host } = await started({ network, messagesPerMinute: 1_000_000 });
      for (let i = 0; i < 700; i += 1) {
        const before = host.refusals.length;
        const status = await host.request('/hook', malformed(rng)).then(
          (answer) => ('refused' in (answer.body as object) ? 400 : answer.status),
          (error: { status?: number }) => error.status,
        );
        expect([200, 400, 401]).toContain(status);
        expect(host.refusals.length - before).toBe(status === 200 ? 0 : 1);
      }
      expect(
        await post(
          host,
          network === 'things-stack'
            ? thingsStackUp()
            : network === 'chirpstack'
              ? chirpstackUp()
              : { phyPayload: frameOf('00fa', 9_000).toString('base64') },
        ),
      ).toMatchObject({ status: 200 });
    }
  });
});
