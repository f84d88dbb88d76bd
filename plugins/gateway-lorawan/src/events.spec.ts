import {
  chirpstackAck,
  chirpstackJoin,
  chirpstackLog,
  chirpstackStatus,
  chirpstackTxAck,
  chirpstackUp,
  DEV_EUI,
  thingsStackDown,
  thingsStackFailed,
  thingsStackJoin,
  thingsStackUp,
} from '../test/events';
import { readChirpstack } from './chirpstack';
import { timeIn } from './json';
import { readThingsStack } from './things-stack';

const ORDER = '0198c0de-0000-7000-8000-00000000c001';

describe('events of ChirpStack', () => {
  it('uplink', () => {
    expect(readChirpstack('up', chirpstackUp())).toMatchObject({
      kind: 'uplink',
      devEui: DEV_EUI,
      fPort: 2,
      payload: Buffer.from('00fa', 'hex'),
      mark: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
      time: Date.parse('2026-11-20T09:34:15.775Z'),
      rssi: -88,
      encrypted: false,
      route: { application: 'ca739e26-7b67-4f14-b69e-d568c22a5a75' },
    });
    const heard = [
      { rssi: -90, gwTime: '2026-11-20T09:34:15.100000001Z' },
      { gwTime: '2026-11-20T09:34:15.099999999Z' },
    ];
    expect(readChirpstack('up', { ...chirpstackUp(), rxInfo: heard })).toMatchObject({
      time: Date.parse('2026-11-20T09:34:15.099Z'),
      rssi: -90,
    });
    const ahead = [{ rssi: -90, gwTime: '2026-11-20T12:34:15.1Z' }];
    expect(readChirpstack('up', { ...chirpstackUp(), rxInfo: ahead })).toMatchObject({
      time: Date.parse('2026-11-20T09:34:15.775Z'),
    });
    const odd = { ...chirpstackUp(), deduplicationId: '\u0000', devAddr: '\ud800' };
    expect(readChirpstack('up', odd)).toMatchObject({ mark: ':7' });
    const { data: _data, ...empty } = chirpstackUp();
    expect(readChirpstack('up', empty)).toMatchObject({ kind: 'state', devEui: DEV_EUI, rssi: -88 });
    const locked = { ...chirpstackUp(), joinServerContext: { sessionKeyId: 'x' } };
    expect(readChirpstack('up', locked)).toMatchObject({ encrypted: true });
  });

  it('join and status', () => {
    expect(readChirpstack('join', chirpstackJoin)).toMatchObject({ kind: 'state', devEui: DEV_EUI });
    expect(readChirpstack('status', chirpstackStatus)).toMatchObject({ kind: 'state', batteryPercent: 75.5 });
    expect(readChirpstack('status', { ...chirpstackStatus, externalPowerSource: true })).toMatchObject({
      batteryPercent: null,
    });
  });

  it('orders on their way', () => {
    expect(readChirpstack('txack', chirpstackTxAck(ORDER))).toMatchObject({ orderId: ORDER, progress: 'sent' });
    expect(readChirpstack('ack', chirpstackAck(ORDER, true))).toMatchObject({ progress: 'acknowledged' });
    expect(readChirpstack('ack', chirpstackAck(ORDER, false))).toMatchObject({ progress: 'failed' });
    expect(readChirpstack('log', chirpstackLog(ORDER))).toMatchObject({
      orderId: ORDER,
      progress: 'failed',
      detail: 'Payload exceeds the largest size',
    });
    expect(readChirpstack('location', {})).toEqual({ kind: 'other', what: 'location' });
  });

  it.each([
    [{}, 'unreadable'],
    [{ deviceInfo: { devEui: '+' } }, 'bad-eui'],
    [{ ...chirpstackUp(), data: '!!' }, 'bad-payload'],
    [{ ...chirpstackUp(), data: 'A'.repeat(4_000) }, 'oversized'],
  ])('refuses %#', (event, reason) => {
    expect(() => readChirpstack('up', event)).toThrow(expect.objectContaining({ reason }));
  });
});

describe('messages of The Things Stack', () => {
  it('uplink', () => {
    expect(readThingsStack(thingsStackUp())).toMatchObject({
      kind: 'uplink',
      devEui: DEV_EUI,
      mark: 'AXA50tHUSUucEk4g8MqVGw==:42',
      time: Date.parse('2026-11-20T09:34:15.500Z'),
      rssi: -95,
      batteryPercent: 94.5,
      route: { application: 'meters', device: 'tank-north' },
    });
    expect(readThingsStack(thingsStackUp({ time: '2027-11-20T09:34:15.5Z' }))).toMatchObject({
      time: Date.parse('2026-11-20T09:34:15.883Z'),
    });
    expect(readThingsStack(thingsStackUp({ fCnt: 0 }))).toMatchObject({ mark: 'AXA50tHUSUucEk4g8MqVGw==:0' });
    expect(readThingsStack({ ...thingsStackUp(), simulated: true })).toEqual({ kind: 'other', what: 'simulated' });
  });

  it('join and orders on their way', () => {
    expect(readThingsStack(thingsStackJoin)).toMatchObject({ kind: 'state', devEui: DEV_EUI });
    const progress = (kind: Parameters<typeof thingsStackDown>[0]) => readThingsStack(thingsStackDown(kind, ORDER));
    expect(progress('downlink_queued')).toMatchObject({ orderId: ORDER, progress: 'sent' });
    expect(progress('downlink_sent')).toMatchObject({ orderId: ORDER, progress: 'sent' });
    expect(progress('downlink_nack')).toMatchObject({ orderId: ORDER, progress: 'sent' });
    expect(progress('downlink_ack')).toMatchObject({ orderId: ORDER, progress: 'acknowledged' });
    expect(readThingsStack(thingsStackFailed(ORDER))).toMatchObject({
      orderId: ORDER,
      progress: 'failed',
      detail: 'the payload is too long',
    });
  });

  it.each(['uplink_normalized', 'location_solved', 'service_data', 'something_of_tomorrow'])(
    'with %s tell nothing of interest: a fault would make the network server send no more at all',
    (field) => {
      const { end_device_ids: ids, received_at: receivedAt } = thingsStackUp();
      const event = { end_device_ids: ids, received_at: receivedAt, [field]: { f_port: 2, frm_payload: 'APo=' } };
      expect(readThingsStack(event)).toEqual({ kind: 'other', what: field });
    },
  );

  it('about no device are none', () => {
    expect(() => readThingsStack({ received_at: '' })).toThrow(expect.objectContaining({ reason: 'unknown-event' }));
    expect(() => readThingsStack({ end_device_ids: {} })).toThrow(expect.objectContaining({ reason: 'unknown-event' }));
  });
});

it.each([
  ['2026-11-20T09:34:15.775023242+00:00', '2026-11-20T09:34:15.775Z'],
  ['2026-11-20T09:34:15Z', '2026-11-20T09:34:15.000Z'],
  ['2026-11-20T11:34:15.5+02:00', '2026-11-20T09:34:15.500Z'],
])('reads the time %s', (text, expected) => expect(new Date(timeIn(text)).toISOString()).toBe(expected));

it.each(['1980-01-06T00:00:00Z', '2026-11-20T09:34:15', '2026-13-20T09:34:15Z', '', 5, null])(
  'takes no time from %s',
  (value) => {
    expect(timeIn(value)).toBeNaN();
  },
);

it.each(['-'.repeat(36), 'x', `${ORDER.slice(0, 8)}0${ORDER.slice(9)}`])('knows that %s is no order of ours', (id) => {
  expect(readChirpstack('txack', chirpstackTxAck(id))).toMatchObject({ orderId: null });
  expect(readThingsStack(thingsStackDown('downlink_sent', id))).toMatchObject({ orderId: null });
});
