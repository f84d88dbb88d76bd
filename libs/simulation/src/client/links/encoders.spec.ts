import * as fc from 'fast-check';
import { Random } from '../../generator/random';
import type { DeviceLink, WireReading } from '../device-link';
import { senmlPack } from './coap-link';
import { decodeCoap, encodeCoap, uintBytes } from './coap-message';
import { FieldLink, usualMeasures } from './field-link';
import { readHabits } from './habits';
import { channelsOf, euiOf, phoneOf, uuidOf } from './link-device';
import { chirpstackUplink } from './lorawan-link';
import { compactTexts } from './sms-link';
import { decodeFrames, encodeFrame } from './tcp-frame';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds)).toISOString();
const reading = (code: string, value: number, seconds: number): WireReading => ({
  sensor_id: code,
  value,
  unit: 'm',
  timestamp: at(seconds),
});
const channels = channelsOf(['A', 'B']);
const device = { id: '0198c0de-0000-7000-8000-00000000d001', token: 't', channels };

describe('names of simulated devices', () => {
  it('are stable and of the form that the platform asks for', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(euiOf(id)).toMatch(/^[0-9a-f][26ae][0-9a-f]{14}$/);
        expect(phoneOf(id)).toMatch(/^\+999\d{11}$/);
        expect(uuidOf(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
        expect([euiOf(id), phoneOf(id)]).toEqual([euiOf(id), phoneOf(id)]);
      }),
    );
  });
});

describe('frames of TCP', () => {
  it('are read back however they are glued, and the rest is kept', () => {
    const frame = fc.record({
      type: fc.integer({ min: 1, max: 9 }),
      sequence: fc.nat(),
      payload: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fc.nat({ max: 11 }), (frames, missing) => {
        const bytes = Buffer.concat([...frames, { type: 6, sequence: 0, payload: Buffer.alloc(0) }].map(encodeFrame));
        const { frames: found, rest } = decodeFrames(bytes.subarray(0, bytes.length - 1 - missing));
        expect(found).toEqual(frames);
        expect(rest).toHaveLength(11 - missing);
      }),
    );
    const broken = encodeFrame({ type: 4, sequence: 1, payload: Buffer.from('x') });
    broken[10] = 0;
    expect(() => decodeFrames(broken)).toThrow('check sum');
  });
});

describe('messages of CoAP', () => {
  it('are read back', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
    const message = fc.record({
      type: fc.integer({ min: 0, max: 3 }),
      code: fc.integer({ min: 1, max: 255 }),
      id: fc.integer({ min: 0, max: 65_535 }),
      token: fc.uint8Array({ maxLength: 8 }).map((each) => Buffer.from(each)),
      options: fc
        .array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), bytes), { maxLength: 5 })
        .map((options) => options.toSorted(([a], [b]) => a - b)),
      payload: bytes,
    });
    fc.assert(fc.property(message, (given) => expect(decodeCoap(encodeCoap(given))).toEqual(given)));
    fc.assert(fc.property(bytes, (given) => void decodeCoap(given)));
    expect([0, 255, 256, 65_537].map((value) => uintBytes(value).toString('hex'))).toEqual([
      '',
      'ff',
      '0100',
      '010001',
    ]);
  });

  it('carry SenML with a base time', () => {
    expect(JSON.parse(senmlPack([reading('A', 1.5, 0), reading('B', 2, 0), reading('A', 3, 10)], channels))).toEqual([
      { bt: Date.parse(at(0)) / 1_000, n: 'c1', v: 1.5 },
      { n: 'c2', v: 2 },
      { n: 'c1', t: 10, v: 3 },
    ]);
  });
});

describe('text messages', () => {
  it('hold several times, relative to the first one', () => {
    const texts = compactTexts('K', [reading('A', 1.5, 0), reading('B', 2, 0), reading('A', 3, 10)], channels, 87);
    expect(texts).toEqual(['H1 K 2026-11-21T10:00:00Z c1=1.5 c2=2 +10s c1=3 B=87%']);
    const older = compactTexts('K', [reading('A', 1, 10), reading('A', 2, 0), reading('A', 3, 10)], channels, 87);
    expect(older).toEqual(['H1 K 2026-11-21T10:00:10Z c1=1 -10s c1=2 +0s c1=3 B=87%']);
  });

  it('are split before they get too long', () => {
    const readings = Array.from({ length: 300 }, (_, index) => reading('A', index, index));
    const texts = compactTexts('K', readings, channels, 87);
    expect(texts.every((text) => text.startsWith('H1 K 2026') && text.length < 950)).toBe(true);
    expect(texts.join(' ').match(/c1=/g)).toHaveLength(300);
  });
});

describe('uplinks', () => {
  it('are the same for a repeat, and heard by two gateways', () => {
    const first = chirpstackUplink(device, [reading('A', 1.5, 0)], 0);
    const again = chirpstackUplink(device, [reading('A', 1.5, 0)], 7);
    expect(first).not.toHaveProperty('fCnt');
    expect(again).toMatchObject({ fCnt: 7, object: { c1: 1.5 }, deduplicationId: first['deduplicationId'] });
    expect(first['rxInfo']).toHaveLength(2);
    expect(chirpstackUplink(device, [reading('B', 1.5, 0)], 0)['deduplicationId']).not.toBe(first['deduplicationId']);
  });
});

describe('habits', () => {
  it('are named', () => {
    expect([readHabits('none'), readHabits('drift, bursts'), readHabits('sloth')]).toEqual([
      [],
      ['drift', 'bursts'],
      null,
    ]);
  });

  it('keep every reading, its value, and the time that a clock shows at a moment', async () => {
    const sent: WireReading[][] = [];
    const link: DeviceLink = {
      async send(readings) {
        sent.push([...readings]);
        return { accepted: readings.length, rejected: 0, reasons: [] };
      },
      pause: async () => undefined,
      resume: () => undefined,
      close: async () => undefined,
    };
    const measures = { ...usualMeasures, duplicate: 0.5, disorder: 0.5, half: 1 };
    const field = new FieldLink(link, ['drift', 'duplicates', 'disorder', 'half-frames'], new Random('x'), measures);
    for (let index = 0; index < 50; index += 1) {
      const readings = [0, 1, 2, 3].map((each) => reading('A', index * 4 + each, index * 4 + each));
      expect(await field.send(readings, new AbortController().signal)).toMatchObject({ accepted: 4, rejected: 0 });
    }
    const all = sent.flat();
    expect(new Set(all.map(({ value }) => value)).size).toBe(200);
    expect(new Set(all.map(({ value, timestamp }) => `${value} ${timestamp}`)).size).toBe(200);
    expect(all.length).toBeGreaterThan(220);
    const away = all.map(({ value, timestamp }) => Math.abs(Date.parse(timestamp) - Date.parse(at(value))));
    expect(Math.max(...away)).toBeLessThanOrEqual(usualMeasures.driftMs);
    expect(Math.max(...away)).toBeGreaterThan(0);
    expect(all.some(({ value }, index) => value < (all[index - 1]?.value ?? 0))).toBe(true);
  });
});
