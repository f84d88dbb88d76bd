import * as fc from 'fast-check';
import { deliverSm, partOfText } from '../../test/deliver-sm';
import { commands, tags } from './codes';
import { type Pdu, PduError, PduFramer, encodePdu } from './pdu';
import { readReceipt, spellingsOf } from './receipt';
import { readDataSm, readDeliverSm } from './short-message';

const pdu = (body: Uint8Array, sequence = 7): Pdu => ({ command: commands.deliver_sm, status: 0, sequence, body });

describe('PduFramer', () => {
  it('finds the same units however the stream is cut', () => {
    const units = fc.array(
      fc.uint8Array({ maxLength: 300 }).map((body) => pdu(body)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(units, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }), (given, cuts) => {
        const stream = Buffer.concat(given.map(encodePdu));
        const framer = new PduFramer();
        const found: Pdu[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = cuts[turn % cuts.length] as number;
          found.push(...framer.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual(given);
      }),
    );
  });

  it.each([0, 1, 15, 16_385, 0xffffffff])('refuses a declared length of %d at once', (length) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    expect(() => new PduFramer().push(head)).toThrow(PduError);
  });
});

describe('deliver_sm', () => {
  it('reads a plain message', () => {
    expect(readDeliverSm(deliverSm())).toMatchObject({
      source: '923001234567',
      sourceTon: 1,
      destination: '8333',
      kind: 'mobile',
      part: null,
      messageId: null,
    });
    expect(Buffer.from(readDeliverSm(deliverSm()).bytes).toString()).toBe('H1 K L=1m');
  });

  it('reads parts: 8-bit and 16-bit headers, and optional parameters', () => {
    const eight = readDeliverSm(deliverSm({ esmClass: 0x40, message: partOfText(9, 2, 1, 'H1') }));
    expect(eight).toMatchObject({ part: { reference: 9, total: 2, index: 1, wide: false }, headerBytes: 6 });
    expect(Buffer.from(eight.bytes).toString()).toBe('H1');
    const sixteen = Buffer.from([6, 8, 4, 1, 2, 3, 3, 0x41]);
    expect(readDeliverSm(deliverSm({ esmClass: 0x40, message: sixteen })).part).toEqual({
      reference: 258,
      total: 3,
      index: 3,
      wide: true,
    });
    const parameters: [number, Uint8Array][] = [
      [tags.sarReference, Buffer.from([0, 5])],
      [tags.sarTotal, Buffer.from([2])],
      [tags.sarNumber, Buffer.from([2])],
    ];
    expect(readDeliverSm(deliverSm({ parameters })).part).toEqual({ reference: 5, total: 2, index: 2, wide: true });
  });

  it('reads message_payload, with a header in it too', () => {
    const payload = (message: Buffer): [number, Uint8Array][] => [[tags.messagePayload, message]];
    const whole = readDeliverSm(deliverSm({ message: Buffer.alloc(0), parameters: payload(Buffer.from('H1 K L=2m')) }));
    expect(Buffer.from(whole.bytes).toString()).toBe('H1 K L=2m');
    const part = deliverSm({ esmClass: 0x40, message: Buffer.alloc(0), parameters: payload(partOfText(1, 2, 2, 'x')) });
    expect(readDeliverSm(part)).toMatchObject({ part: { index: 2 }, headerBytes: 6 });
  });

  it.each([
    ['a part beyond the total', [5, 0, 3, 1, 2, 3]],
    ['part zero', [5, 0, 3, 1, 2, 0]],
    ['a total of none', [5, 0, 3, 1, 0, 1]],
    ['the only part of one', [5, 0, 3, 1, 1, 1]],
    ['another element', [4, 0x24, 2, 1, 1]],
  ])('takes a message with %s for a whole one', (_what, header) => {
    const { part, bytes } = readDeliverSm(deliverSm({ esmClass: 0x40, message: Buffer.from([...header, 0x41]) }));
    expect([part, [...bytes]]).toEqual([null, [0x41]]);
  });

  it.each([
    ['longer than the message', [200, 0, 3, 1, 2, 1]],
    ['cut inside an element', [2, 0, 3, 1, 2, 1]],
  ])('refuses a header that is %s', (_what, header) => {
    expect(() => readDeliverSm(deliverSm({ esmClass: 0x40, message: Buffer.from(header) }))).toThrow(PduError);
  });

  it('refuses every truncation, and no bytes at all throw anything else', () => {
    const parameters: [number, Uint8Array][] = [[tags.messagePayload, Buffer.from('payload')]];
    const whole = deliverSm({ esmClass: 0x40, message: partOfText(1, 2, 1, 'text'), parameters });
    const cuts = Array.from({ length: whole.length }, (_, length) => length);
    const readable = cuts.filter((length) => {
      try {
        readDeliverSm(whole.subarray(0, length));
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(PduError);
        return false;
      }
    });
    // Without its optional parameters it is whole, too.
    expect(readable).toEqual([whole.length - 'payload'.length - 4]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, data) => {
        try {
          (data ? readDataSm : readDeliverSm)(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(PduError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('delivery receipts', () => {
  const receipt = (text: string, parameters: [number, Uint8Array][] = []) =>
    readReceipt(readDeliverSm(deliverSm({ esmClass: 0x04, message: Buffer.from(text), parameters })));

  it('are told apart from messages, and read by text or parameters', () => {
    expect(readDeliverSm(deliverSm({ esmClass: 0x04 })).kind).toBe('receipt');
    expect(readDeliverSm(deliverSm({ esmClass: 0x08 })).kind).toBe('other');
    const text =
      'id:0123456789 sub:001 dlvrd:001 submit date:2611211015 done date:2611211016 stat:DELIVRD err:000 text:x';
    expect(receipt(text)).toEqual({ messageId: '0123456789', outcome: 'delivered', state: 'DELIVRD' });
    const parameters: [number, Uint8Array][] = [
      [tags.receiptedMessageId, Buffer.from('ab12\0')],
      [tags.messageState, Buffer.from([5])],
    ];
    expect(receipt('', parameters)).toEqual({ messageId: 'ab12', outcome: 'failed', state: 'UNDELIV' });
    expect(receipt('id:1 stat:ENROUTE')?.outcome).toBe('waiting');
    expect(receipt('nothing of use')).toBeNull();
  });

  it('are matched where one place writes decimal and the other hexadecimal', () => {
    expect(spellingsOf('31')).toEqual(['31', '1f', '1F', '0000001F', '49', '0000000049']);
    expect(spellingsOf('1f')).toEqual(['1f', '31', '0000000031']);
    expect(spellingsOf('0000000031')).toContain('1f');
    expect(spellingsOf('id-7')).toEqual(['id-7']);
  });
});
