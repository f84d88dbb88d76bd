import * as fc from 'fast-check';
import { orderOf, readStatus } from './status-message';

const ID = '0198c0de-0000-7000-8000-0000000000c1';

describe('readStatus', () => {
  it('reads words and fields', () => {
    expect(readStatus('online').state).toEqual({ online: true });
    expect(readStatus(' offline\n').state).toEqual({ online: false });
    expect(readStatus({ online: true, battery_percent: 80, signal_dbm: -71, firmware: '1.2' }).state).toEqual({
      online: true,
      batteryPercent: 80,
      signalDbm: -71,
      firmware: '1.2',
    });
  });

  it('reads what became of an order', () => {
    expect(readStatus({ ack: { id: ID.toUpperCase(), ok: true } })).toEqual({
      state: null,
      answer: { id: ID, ok: true, detail: undefined },
    });
    expect(readStatus({ ack: { ok: false, detail: 'x'.repeat(500) } }).answer).toEqual({
      id: null,
      ok: false,
      detail: 'x'.repeat(200),
    });
  });

  it.each([{ ack: true }, { ack: { id: 'x', ok: true } }, { ack: { id: ID } }, { ack: { id: ID, ok: 'yes' } }])(
    'takes %j for no answer',
    (value) => expect(readStatus(value).answer).toBeNull(),
  );

  it('leaves out what makes no sense, whatever it is', () => {
    expect(readStatus({ battery_percent: 180, signal_dbm: 'strong', firmware: 7 }).state).toBeNull();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { state } = readStatus(value);
        const { batteryPercent = 0, signalDbm = 0, firmware = '' } = state ?? {};
        expect(batteryPercent >= 0 && batteryPercent <= 100 && signalDbm <= 50 && firmware.length <= 64).toBe(true);
      }),
    );
  });

  it('knows an order by the data that came with it', () => {
    expect(orderOf(Buffer.from(ID))).toBe(ID);
    for (const data of [undefined, Buffer.from('x'), Buffer.from([0xff, 0])]) expect(orderOf(data)).toBeNull();
  });
});
