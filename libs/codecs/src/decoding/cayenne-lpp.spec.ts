import * as fc from 'fast-check';
import { decodeCayenneLpp } from './cayenne-lpp';

const decode = (hex: string) => decodeCayenneLpp(Buffer.from(hex, 'hex'));

describe('Cayenne LPP', () => {
  it('reads the examples of its description', () => {
    expect(decode('03670110056700FF')).toEqual([
      { channel: '3.temperature', value: 27.2, unit: 'Cel' },
      { channel: '5.temperature', value: 25.5, unit: 'Cel' },
    ]);
    expect(decode('0167FFD7067104D2FB2E0000')).toEqual([
      { channel: '1.temperature', value: -4.1, unit: 'Cel' },
      { channel: '6.accelerometer.x', value: 1.234, unit: '[g]' },
      { channel: '6.accelerometer.y', value: -1.234, unit: '[g]' },
      { channel: '6.accelerometer.z', value: 0, unit: '[g]' },
    ]);
    expect(decode('018806765FF2960A0003E8')).toEqual([
      { channel: '1.gps.latitude', value: 42.3519, unit: 'deg' },
      { channel: '1.gps.longitude', value: -87.9094, unit: 'deg' },
      { channel: '1.gps.altitude', value: 10, unit: 'm' },
    ]);
  });

  it.each([
    ['0167', 'temperature on channel 1 is cut short'],
    ['01FF00', 'type 255 on channel 1 is not known'],
    ['0100010A', 'one byte is left over at 3'],
  ])('refuses %s', (hex, message) => expect(() => decode(hex)).toThrow(message));

  it('reads anything or says why not, and gives finite numbers only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const { value, channel } of decodeCayenneLpp(bytes)) {
            expect(Number.isFinite(value)).toBe(true);
            expect(channel).toMatch(/^\d{1,3}\.[a-zA-Z.]+$/);
          }
        } catch (error) {
          expect((error as Error).message).toMatch(/^Cayenne LPP: /);
        }
      }),
    );
  });
});
