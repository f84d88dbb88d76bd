import { type FakeHost, type Gateway, OverloadedError, fakeHost } from '@app/plugin-sdk';
import { Centre } from '../../test/centre';
import { deliverSm, partOfText } from '../../test/deliver-sm';
import gateway from '../index';
import { commands } from './codes';
import { encodePdu } from './pdu';

const until = async (condition: () => boolean, what: string): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`In time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** The gateway on a fake host; the SMS centre is the SMPP library of npm. */
describe('SMPP', () => {
  let centre: Centre;
  let host: FakeHost;
  let running: Gateway;

  const start = async (config: Record<string, unknown> = {}) => {
    const base = { mode: 'smpp', host: '127.0.0.1', port: centre.port, systemId: 'hydrant', password: 'secret' };
    running = gateway.create(gateway.config.parse({ ...base, ...config }), host.context);
    await running.start();
  };
  beforeEach(async () => {
    centre = await Centre.open();
    host = fakeHost(['devices', 'telemetry', 'http-mount', 'commands', 'state']);
    host.names.add('phone +923001234567');
  });
  afterEach(async () => {
    await running.stop();
    await centre.close();
  });
  const texts = () => host.submitted.map(({ raw }) => Buffer.from(raw).toString());

  it('binds as a transceiver of version 3.4 and stores before it answers', async () => {
    await start();
    expect(centre.binds).toMatchObject([
      { command: 'bind_transceiver', system_id: 'hydrant', password: 'secret', interface_version: 0x34 },
    ]);
    expect(await running.health()).toMatchObject({ status: 'up', details: { binds: 1 } });
    let stored = false;
    const store = host.onSubmit;
    host.onSubmit = async (message) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      stored = true;
      return store(message);
    };
    expect(await centre.deliver({ short_message: 'H1 KTR 2026-11-21T10:15Z L=4.25m B=87% {€}' })).toBe(0);
    expect(stored).toBe(true);
    expect(host.submitted[0]).toMatchObject({
      deviceId: host.device.deviceId,
      protocol: 'sms',
      format: 'opaque',
      columns: { sensors: ['L', ''], units: ['m', ''] },
    });
    expect(texts()).toEqual(['H1 KTR 2026-11-21T10:15Z L=4.25m B=87% {€}']);
    expect(host.reported).toEqual([{ deviceId: host.device.deviceId, state: { batteryPercent: 87 } }]);
  });

  it.each([
    ['UCS-2', 8],
    ['Latin-1', 3],
    ['GSM 03.38', 0],
  ])('reads %s', async (_name, data_coding) => {
    await start();
    expect(await centre.deliver({ data_coding, short_message: 'H1 K 2026-11-21T10:15Z Pé=1[psi]' })).toBe(0);
    expect(texts()).toEqual(['H1 K 2026-11-21T10:15Z Pé=1[psi]']);
  });

  it('reads message_payload, and joins parts that come in any order', async () => {
    await start();
    const message_payload = { message: 'H1 K L=2m' };
    expect(await centre.deliver({ short_message: '', message_payload })).toBe(0);
    const part = (index: number, message: string) =>
      centre.deliver({ short_message: { udh: Buffer.from([5, 0, 3, 4, 3, index]), message } });
    expect(await part(3, 'P=3bar')).toBe(0);
    expect(await part(1, 'H1 K L=3m ')).toBe(0);
    expect(texts()).toHaveLength(1);
    expect(await part(2, 'Q=5m3/h ')).toBe(0);
    expect(texts()).toEqual(['H1 K L=2m', 'H1 K L=3m Q=5m3/h P=3bar']);
    const sar = { sar_msg_ref_num: 9, sar_total_segments: 2 };
    await centre.deliver({ ...sar, sar_segment_seqnum: 2, short_message: 'L=4m' });
    await centre.deliver({ ...sar, sar_segment_seqnum: 1, short_message: 'H1 K ' });
    expect(texts()[2]).toBe('H1 K L=4m');
  });

  it('loses no acknowledged part when it is killed between the parts', async () => {
    await start();
    const part = (index: number, message: string) =>
      centre.deliver({ short_message: { udh: Buffer.from([5, 0, 3, 4, 2, index]), message } });
    expect(await part(1, 'H1 K L=3m ')).toBe(0);
    await running.stop();
    await until(() => centre.session === null, 'the session ends');
    await start();
    expect(await part(2, 'P=3bar')).toBe(0);
    expect(texts()).toEqual(['H1 K L=3m P=3bar']);
  });

  it('asks the centre to repeat what was not stored: by part, too', async () => {
    await start();
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new OverloadedError('Busy', 1));
    const times = 'H1 K 2026-11-21T10:15Z L=1m';
    expect(await centre.deliver({ short_message: times })).toBe(0x58);
    host.onSubmit = () => Promise.reject(new Error('No database'));
    expect(await centre.deliver({ short_message: times })).toBe(0x64);
    const part = (index: number, message: string) =>
      centre.deliver({ short_message: { udh: Buffer.from([5, 0, 3, 4, 2, index]), message } });
    expect(await part(1, 'H1 K ')).toBe(0);
    expect(await part(2, 'L=2m')).toBe(0x64);
    host.onSubmit = store;
    host.submitted.length = 0;
    expect(await centre.deliver({ short_message: times })).toBe(0);
    expect(await part(2, 'L=2m')).toBe(0);
    expect(texts()).toEqual([times, 'H1 K L=2m']);
    // The same report has the same mark, whenever the centre repeats it.
    await centre.deliver({ short_message: times });
    expect(host.submitted[2]?.key).toEqual(host.submitted[0]?.key);
  });

  it('takes the same text in parts for another message when others came in between under its reference', async () => {
    await start();
    const say = async (level: string) => {
      const part = (index: number, message: string) =>
        centre.deliver({ short_message: { udh: Buffer.from([5, 0, 3, 4, 2, index]), message } });
      expect([await part(1, `H1 K L=${level} `), await part(2, `M=${level}`)]).toEqual([0, 0]);
    };
    for (const level of ['1m', '2m', '1m']) await say(level);
    expect(texts()).toEqual(['H1 K L=1m M=1m', 'H1 K L=2m M=2m', 'H1 K L=1m M=1m']);
    expect(new Set(host.submitted.map(({ key }) => key?.id)).size).toBe(3);
  });

  it('answers strangers, receipts and nonsense so that they do not come again', async () => {
    await start();
    expect(await centre.deliver({ source_addr: '923009999999', short_message: 'H1 K L=1m' })).toBe(0);
    expect(await centre.deliver({ source_addr: 'BANK', source_addr_ton: 5, short_message: 'Win!' })).toBe(0);
    expect(await centre.deliver({ esm_class: 4, short_message: 'id:7 stat:DELIVRD' })).toBe(0);
    expect(host.submitted).toEqual([]);
    expect(host.refusals.map(({ reason }) => reason)).toEqual(['unknown-sender', 'unknown-sender']);
    expect(await centre.deliver({ short_message: 'Hello, is this the water board?' })).toBe(0);
    expect(host.submitted[0]?.columns.faults).toMatchObject([{ index: -1, reason: 'unreadable' }]);
    host.revoke();
    expect(await centre.deliver({ short_message: 'H1 K L=1m' })).toBe(0);
    expect(host.submitted).toHaveLength(1);
  });

  it('keeps at most a window of deliveries under way', async () => {
    await start({ window: 3 });
    let underWay = 0;
    let most = 0;
    const store = host.onSubmit;
    host.onSubmit = async (message) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      return store(message);
    };
    const sent = Array.from({ length: 40 }, (_, i) =>
      centre.deliver({ short_message: `H1 K 2026-11-21T10:${10 + i}Z L=1m` }),
    );
    expect(await Promise.all(sent)).toEqual(Array.from({ length: 40 }).fill(0));
    expect([most, host.submitted.length]).toEqual([3, 40]);
  });

  it('limits one sender, and leaves the others alone', async () => {
    await start({ messagesPerMinute: 2 });
    const send = () => centre.deliver({ short_message: 'H1 K L=1m' });
    expect([await send(), await send(), await send()]).toEqual([0, 0, 0x58]);
  });

  it('binds again after the session was lost, and tells so meanwhile', async () => {
    await start();
    const { port } = centre;
    await centre.close();
    await until(() => centre.session === null, 'the session ends');
    expect((await running.health()).status).toBe('down');
    centre = await Centre.open(port);
    await until(() => centre.session !== null, 'a new session');
    expect(await centre.deliver({ short_message: 'H1 K L=1m' })).toBe(0);
    expect((await running.health()).details).toMatchObject({ binds: 2 });
  });

  it('starts without a centre, and says what is wrong with its account', async () => {
    centre.bindStatus = 0x0e;
    await start();
    expect(await running.health()).toMatchObject({ status: 'down', reason: expect.stringContaining('0x0e') });
    centre.bindStatus = 0;
    await until(() => centre.session !== null, 'a session');
  });

  it('asks whether the centre is there, answers the same question, and says goodbye', async () => {
    await start({ enquireLinkS: 1 });
    await until(() => centre.heard.some(({ command }) => command === 'enquire_link'), 'a question');
    const answer = await new Promise<number>((resolve) => {
      centre.session?.enquire_link(({ command_status: status }) => resolve(status));
    });
    expect(answer).toBe(0);
    await running.stop();
    expect(centre.heard.at(-1)?.command).toBe('unbind');
  });

  it('leaves a centre that does not answer any more', async () => {
    await start({ enquireLinkS: 1, responseTimeoutS: 1 });
    centre.session?.removeAllListeners('pdu');
    const first = centre.session;
    await until(() => centre.session !== null && centre.session !== first, 'another session');
  });

  it.each([
    ['a length of zero', Buffer.alloc(16)],
    ['a length beyond all limits', Buffer.from('7fffffff00000005', 'hex')],
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('ends a session that brings %s, and makes a new one', async (_what, bytes) => {
    await start();
    const first = centre.session;
    first?.socket.write(bytes);
    await until(() => centre.session !== null && centre.session !== first, 'another session');
    expect(host.refusals.map(({ reason }) => reason)).toEqual(['bad-frame']);
  });

  it('refuses a broken message and an unknown command, and goes on', async () => {
    await start();
    const raw = (command: number, body: Uint8Array, sequence: number) =>
      centre.session?.socket.write(encodePdu({ command, status: 0, sequence, body }));
    raw(commands.deliver_sm, deliverSm({ esmClass: 0x40, message: partOfText(1, 2, 1, '').subarray(0, 3) }), 901);
    raw(0x12345, Buffer.from('x'), 902);
    await until(() => centre.heard.length >= 2, 'both answers');
    const bySequence = centre.heard.toSorted((a, b) => a.sequence_number - b.sequence_number);
    expect(bySequence).toMatchObject([
      { command: 'deliver_sm_resp', sequence_number: 901, command_status: 0x65 },
      { command: 'generic_nack', sequence_number: 902, command_status: 0x03 },
    ]);
    expect(host.refusals.map(({ reason }) => reason).toSorted()).toEqual(['bad-message', 'unknown-command']);
    expect(await centre.deliver({ short_message: 'H1 K L=1m' })).toBe(0);
  });

  it('sends orders, splits long ones, and settles them by their receipts', async () => {
    await start({ sourceAddress: 'HYDRANT' });
    const command = (id: string, payload: Record<string, unknown>) => ({
      id: `${id}98c0de-0000-7000-8000-00000000c001`,
      deviceId: host.device.deviceId,
      name: 'set-interval',
      payload,
      expiresAt: Date.parse('2026-11-22T00:00:00Z'),
    });
    host.queue(
      command('01', { minutes: 15 }),
      command('02', { text: `€${'x'.repeat(200)}` }),
      command('03', { deep: {} }),
    );
    await until(() => host.settled.length === 3, 'all three orders');
    expect(host.settled.map(({ id, progress }) => [id.slice(0, 2), progress])).toEqual([
      ['01', 'sent'],
      ['02', 'sent'],
      ['03', 'failed'],
    ]);
    expect(centre.submitted).toHaveLength(3);
    expect(centre.submitted[0]).toMatchObject({
      source_addr: 'HYDRANT',
      source_addr_ton: 5,
      destination_addr: '923001234567',
      dest_addr_ton: 1,
      registered_delivery: 1,
      short_message: { message: 'C1 0198c0de set-interval minutes=15' },
    });
    const joined = centre.submitted.slice(1).map(({ short_message: text }) => (text as { message: string }).message);
    expect(joined.join('')).toBe(`€${'x'.repeat(200)}`);
    await centre.deliver({ esm_class: 4, short_message: 'id:32 sub:001 stat:DELIVRD err:000' });
    await centre.deliver({ esm_class: 4, short_message: 'id:33 sub:001 stat:DELIVRD err:000' });
    await centre.deliver({ esm_class: 4, short_message: 'id:34 sub:001 stat:EXPIRED err:001' });
    expect(host.settled.slice(3).map(({ id, progress, detail }) => [id.slice(0, 2), progress, detail])).toEqual([
      ['01', 'acknowledged', 'Delivered to the device'],
      ['02', 'failed', 'The SMS centre says EXPIRED'],
    ]);
  });

  it('sends nothing more to a number that the centre does not know, and waits when it is told to', async () => {
    centre.submitStatuses = [0x0b, 0x58];
    await start();
    const order = (id: string) => ({
      id,
      deviceId: host.device.deviceId,
      name: 'go',
      payload: {},
      expiresAt: Date.now() + 60_000,
    });
    host.queue(order('aaaaaaaa-1'), order('bbbbbbbb-2'));
    await until(() => centre.submitted.length === 2, 'both orders');
    await until(() => host.settled.length === 1, 'one settled');
    expect(host.settled).toMatchObject([{ id: 'aaaaaaaa-1', progress: 'failed' }]);
  });
});
