import { createHash, createHmac } from 'node:crypto';
import { type FakeHost, type MountedRequest, OverloadedError, fakeHost } from '@app/plugin-sdk';
import gateway from '../index';
import { AddressList } from './address-list';
import { twilioSignature } from './signatures';

const phone = '+923001234567';
const TEXT = 'H1 K 2026-11-21T10:15Z L=1m';

const open = async (config: Record<string, unknown>): Promise<FakeHost> => {
  const host = fakeHost(['devices', 'telemetry', 'http-mount', 'commands', 'state']);
  host.names.add(`phone ${phone}`);
  await gateway.create(gateway.config.parse(config), host.context).start();
  return host;
};
const reasons = (host: FakeHost) => host.refusals.map(({ reason }) => reason);

describe('Twilio form', () => {
  const publicUrl = 'https://water.example/api/v1/hooks/i1';
  const config = { mode: 'twilio', secret: 'auth-token-1', publicUrl };
  const fields = { From: phone, To: '+18005551212', Body: TEXT, MessageSid: 'SM1' };
  const signed = (form: Record<string, string>, changes: Partial<MountedRequest> = {}): Partial<MountedRequest> => {
    const params = new URLSearchParams(form);
    return {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilioSignature(config.secret, publicUrl, params),
      },
      body: Buffer.from(params.toString()),
      ...changes,
    };
  };

  it('signs as the documented example', () => {
    const form = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(twilioSignature('12345', url, form)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it('stores before it answers with an empty document, and marks the message by its id', async () => {
    const host = await open(config);
    expect(await host.request('/hook', signed(fields))).toEqual({
      status: 200,
      body: '<Response></Response>',
      contentType: 'text/xml',
    });
    expect(host.submitted).toMatchObject([
      { deviceId: host.device.deviceId, key: { id: expect.stringMatching(/^id:SM1:/) }, protocol: 'sms' },
    ]);
    expect(Buffer.from(host.submitted[0]?.raw as Uint8Array).toString()).toBe(TEXT);
  });

  it.each([
    ['another text', { body: Buffer.from(new URLSearchParams({ ...fields, Body: 'H1 K L=9m' }).toString()) }],
    ['no signature', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['another address', { query: 'admin=1' }],
    ['another path', { subPath: 'x' }],
    ['unsigned JSON', { headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') }],
  ])('refuses a call with %s', async (_what, changes) => {
    const host = await open(config);
    await expect(host.request('/hook', signed(fields, changes))).rejects.toMatchObject({ status: 403 });
    expect([host.submitted, reasons(host)]).toEqual([[], ['bad-signature']]);
  });

  it('reads JSON whose digest is signed in the address', async () => {
    const host = await open(config);
    const body = Buffer.from(JSON.stringify(fields));
    const query = `bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const signature = twilioSignature(config.secret, `${publicUrl}?${query}`, new URLSearchParams());
    const request = { headers: { 'content-type': 'application/json', 'x-twilio-signature': signature }, query, body };
    expect((await host.request('/hook', request)).status).toBe(200);
    expect(host.submitted).toHaveLength(1);
    const other = { ...request, body: Buffer.from(JSON.stringify({ ...fields, Body: 'H1 K L=9m' })) };
    await expect(host.request('/hook', other)).rejects.toMatchObject({ status: 403 });
  });

  it('answers strangers and news about sent messages quietly', async () => {
    const host = await open(config);
    expect((await host.request('/hook', signed({ ...fields, From: '+14150000000' }))).status).toBe(200);
    expect((await host.request('/hook', signed({ ...fields, From: 'whatsapp:+923001234567' }))).status).toBe(200);
    expect((await host.request('/hook', signed({ MessageSid: 'SM2', MessageStatus: 'delivered' }))).status).toBe(200);
    expect([host.submitted, reasons(host)]).toEqual([[], ['unknown-sender', 'unknown-sender']]);
    await expect(host.request('/hook', signed({ From: phone }))).rejects.toMatchObject({ status: 400 });
  });

  it('asks for a repeat when it was not stored', async () => {
    const host = await open(config);
    host.onSubmit = () => Promise.reject(new OverloadedError('Busy', 3));
    await expect(host.request('/hook', signed(fields))).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '3' },
    });
  });

  it('does not take another text for a repeat because its id was used before', async () => {
    const host = await open(config);
    await host.request('/hook', signed(fields));
    await host.request('/hook', signed({ ...fields, Body: 'H1 K L=9m' }));
    await host.request('/hook', signed(fields));
    const [first, other, again] = host.submitted.map(({ key }) => key?.id);
    expect([other === first, again === first]).toEqual([false, true]);
  });
});

describe('Kannel form', () => {
  const config = { mode: 'kannel', secret: 'kannel-secret', allowedAddresses: ['10.0.0.0/8', '::1'] };
  const call = (fields: Record<string, string>, changes: Partial<MountedRequest> = {}) => ({
    method: 'GET' as const,
    query: new URLSearchParams({ from: phone, to: '8333', text: TEXT, secret: config.secret, ...fields }).toString(),
    ip: '10.1.2.3',
    ...changes,
  });

  it('stores, answers nothing that would be sent back, and takes the time of the network', async () => {
    const host = await open(config);
    const request = call({ text: 'H1 K L=1m', ts: '1795256100', id: 'a-1' });
    expect(await host.request('/hook', request)).toEqual({ status: 200, body: '', contentType: 'text/plain' });
    expect(host.submitted).toMatchObject([{ key: { id: expect.stringMatching(/^id:a-1:/) } }]);
    expect([...(host.submitted[0]?.columns.times ?? [])]).toEqual([1_795_256_100_000]);
    // Read once more from what is kept, it is the same.
    const raw = host.submitted[0]?.raw as Uint8Array;
    const other = gateway.create(gateway.config.parse(config), host.context);
    const again = await other.decode?.({ deviceId: host.device.deviceId, raw, receivedAt: 0 });
    expect(again).toEqual(host.submitted[0]?.columns);
  });

  it('reads UCS-2, which Kannel hands on as its bytes', async () => {
    const host = await open(config);
    const bytes = Buffer.from(`${TEXT} P=1bar né`, 'utf16le').swap16();
    const text = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    await host.request('/hook', call({}, { query: `secret=${config.secret}&from=%2B923001234567&text=${text}` }));
    expect(host.submitted[0]?.columns.sensors).toEqual(['L', 'P', '']);
    expect(Buffer.from(host.submitted[0]?.raw ?? []).toString()).toBe(`${TEXT} P=1bar né`);
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }, {}, 401, 'bad-secret'],
    ['another address', {}, { ip: '192.0.2.1' }, 403, 'foreign-address'],
    ['no text', {}, { query: `secret=${config.secret}&from=1` }, 400, 'bad-request'],
    ['a time that is none', { ts: 'now' }, {}, 400, 'bad-request'],
  ])('refuses a call with %s', async (_what, fields, changes, status, reason) => {
    const host = await open(config);
    await expect(host.request('/hook', call(fields, changes))).rejects.toMatchObject({ status });
    expect([host.submitted, reasons(host)]).toEqual([[], [reason]]);
  });

  it('knows addresses and networks', () => {
    const list = new AddressList(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']);
    const asked = ['10.9.9.9', '::ffff:10.1.1.1', '192.0.2.7', '192.0.2.8', '2001:db8::1', '2001:db9::1', 'nonsense'];
    expect(asked.map((ip) => list.allows(ip))).toEqual([true, true, true, false, true, false, false]);
    expect(new AddressList([]).allows('192.0.2.8')).toBe(true);
  });
});

describe('JSON form', () => {
  const key = Buffer.from('a secret of the provider');
  const config = { mode: 'json', secret: `whsec_${key.toString('base64')}` };
  const call = (content: unknown, { id = 'm-1', at = Date.now(), signed = '' } = {}) => {
    const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const timestamp = String(Math.floor(at / 1_000));
    const signature = createHmac('sha256', key)
      .update(`${id}.${timestamp}.${signed || body.toString()}`)
      .digest('base64');
    return {
      headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,AAAA v1,${signature}` },
      body,
    };
  };

  it('answers what became of the message', async () => {
    const host = await open(config);
    expect(await host.request('/hook', call({ from: phone, text: TEXT }))).toMatchObject({
      status: 200,
      body: { stored: 1, quarantined: 0 },
    });
    expect(host.submitted).toMatchObject([{ key: { id: expect.stringMatching(/^id:m-1:/) } }]);
    expect((await host.request('/hook', call({ from: '+1', text: TEXT }))).body).toEqual({ refused: 'unknown-sender' });
    expect((await host.request('/hook', call({ from: phone, text: 'H1 K B=50%' }))).body).toEqual({ refused: null });
    expect(host.reported).toHaveLength(1);
  });

  it('takes the time at which it was sent, unless the text has its own', async () => {
    const host = await open(config);
    const sentAt = '2026-11-21T10:00:00+05:00';
    await host.request('/hook', call({ from: phone, text: 'H1 K L=1m', sentAt }));
    await host.request('/hook', call({ from: phone, text: TEXT, sentAt }));
    expect(host.submitted.map(({ columns }) => columns.times[0])).toEqual([
      Date.parse(sentAt),
      Date.parse('2026-11-21T10:15Z'),
    ]);
  });

  it.each([
    ['another body', { signed: 'other' }, 401, 'bad-signature'],
    ['a signature of ten minutes ago', { at: Date.now() - 600_000 }, 401, 'bad-timestamp'],
    ['a signature of the future', { at: Date.now() + 600_000 }, 401, 'bad-timestamp'],
    ['no id', { id: '' }, 401, 'bad-signature'],
  ])('refuses %s', async (_what, changes, status, reason) => {
    const host = await open(config);
    const request = call({ from: phone, text: TEXT }, changes);
    await expect(host.request('/hook', request)).rejects.toMatchObject({ status });
    expect([host.submitted, reasons(host)]).toEqual([[], [reason]]);
  });

  it('refuses what is no message', async () => {
    const host = await open(config);
    for (const content of ['{', '[]', { from: phone }, { from: phone, text: TEXT, sentAt: 'today' }, { text: 5 }]) {
      await expect(host.request('/hook', call(content))).rejects.toMatchObject({ status: 400 });
    }
    expect(host.submitted).toEqual([]);
  });
});

describe('identity of the station', () => {
  it('keeps a text aside whose station is another device: the card was moved', async () => {
    const host = await open({ mode: 'kannel', secret: 'kannel-secret' });
    host.context.devices.byIdentity = async (kind) =>
      kind === 'phone' ? host.device : { deviceId: 'another', credentialId: 'c' };
    const query = new URLSearchParams({ from: phone, text: TEXT, secret: 'kannel-secret' }).toString();
    await host.request('/hook', { method: 'GET', query });
    expect(host.submitted[0]?.columns.faults).toMatchObject([{ index: -1, reason: 'foreign_sensor' }]);
  });
});
