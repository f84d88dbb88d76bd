import path from 'node:path';
import { type FakeHost, type OutboundRequest, channelConformance, fakeHost, sampleNotification } from '@app/plugin-sdk';
import plugin from './index';
import { signatureOf } from './signature';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
const valid = { url: 'https://receiver.example/hook', secret };
const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: Buffer.alloc(0) });

channelConformance({
  folder: path.join(__dirname, '..'),
  plugin,
  valid,
  invalid: [
    {},
    { url: valid.url },
    { ...valid, url: 'ftp://x' },
    { ...valid, secret: 'whsec_c2hvcnQ=' },
    { ...valid, timeoutS: 0 },
  ],
  accept(host) {
    const taken: string[] = [];
    host.onFetch = async ({ body }) => {
      taken.push(String(body));
      return answer(204);
    };
    return taken;
  },
  fail: (host) => void (host.onFetch = async () => answer(503)),
  refuse: (host) => void (host.onFetch = async () => answer(410)),
});

/** Not real: the network. */
describe('channel-webhook', () => {
  const deliver = async (host: FakeHost, config: object = valid, change = {}) => {
    const channel = plugin.create(plugin.config.parse(config), host.context);
    await channel.start();
    return channel.deliver(sampleNotification(change));
  };

  it('signs as the published vector does', () => {
    expect(
      signatureOf(
        'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1_614_265_330,
        '{"test": 2432232314}',
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('posts type, time and data, with an id that repeats keep, signed by both secrets while one is replaced', async () => {
    const host = fakeHost(['fetch']);
    const sent: OutboundRequest[] = [];
    host.onFetch = async (request) => {
      sent.push(request);
      return answer(200);
    };
    const earlierSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhro=';
    expect(await deliver(host, { ...valid, earlierSecret })).toEqual({ outcome: 'delivered', reference: null });
    const { headers = {}, body } = sent[0] as OutboundRequest;
    expect(JSON.parse(String(body))).toMatchObject({
      type: 'alarm.raised',
      timestamp: '2026-01-02T03:04:05.000Z',
      data: { severity: 'high', subject: 'Pressure low at Station 7', facts: { value: 120 } },
    });
    const id = headers['webhook-id'] as string;
    const at = Number(headers['webhook-timestamp']);
    expect(id).toBe(sampleNotification().id);
    expect(headers['webhook-signature']).toBe(
      [secret, earlierSecret].map((each) => signatureOf(each, id, at, String(body))).join(' '),
    );
  });

  it.each([
    [429, { 'retry-after': '7' }, { outcome: 'retry', retryAfterS: 7 }],
    [503, {}, { outcome: 'retry', retryAfterS: null }],
    [404, {}, { outcome: 'failed' }],
    [301, { location: 'https://elsewhere.example' }, { outcome: 'failed' }],
  ])('judges the answer %d', async (status, headers, delivery) => {
    const host = fakeHost(['fetch']);
    host.onFetch = async () => answer(status, headers as Record<string, string>);
    expect(await deliver(host)).toMatchObject(delivery);
  });

  it('keeps messages below 20 kB, and whole texts out of nothing but length', async () => {
    const host = fakeHost(['fetch']);
    let size = 0;
    host.onFetch = async ({ body }) => {
      size = Buffer.byteLength(String(body));
      return answer(200);
    };
    for (const change of [{ text: '\u0001'.repeat(50_000) }, { data: { long: 'x'.repeat(50_000) } }]) {
      await deliver(host, valid, change);
      expect(size).toBeLessThanOrEqual(20_000);
    }
  });
});
