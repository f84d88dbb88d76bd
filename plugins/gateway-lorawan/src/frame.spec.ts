import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as fc from 'fast-check';
import { frameOf, keys } from '../test/frames';
import { decrypted, provenCounter, readFrame, sessionKeys } from './frame';

const session = sessionKeys(Buffer.from(JSON.stringify(keys)));
if (session === null) throw new Error('no keys');

const read = (bytes: Uint8Array, last = -1) => {
  const frame = readFrame(bytes);
  const counter = provenCounter(frame, session, last);
  return counter === null
    ? null
    : { counter, fPort: frame.fPort, payload: Buffer.from(decrypted(frame, session, counter)).toString('hex') };
};

describe('raw frames', () => {
  it('are checked and decrypted', () => {
    expect(read(frameOf('00fa', 7))).toEqual({ counter: 7, fPort: 2, payload: '00fa' });
    const known = Buffer.from('40F17DBE4900020001954378762B11FF0D', 'hex');
    const own = {
      devAddr: '49be7df1',
      nwkSKey: '44024241ed4ce9a68c6a8bc055233fd3',
      appSKey: 'ec925802ae430ca77fd3dd73cb2cc588',
    };
    const others = sessionKeys(Buffer.from(JSON.stringify(own)));
    const frame = readFrame(known);
    expect(frame.devAddr).toBe('49be7df1');
    expect(others && provenCounter(frame, others, -1)).toBe(2);
    expect(others && Buffer.from(decrypted(frame, others, 2)).toString()).toBe('test');
  });

  it('are read as the command line of another reader reads them', () => {
    const cli = path.join(__dirname, '../../../node_modules/lora-packet/out/cli.js');
    const args = [cli, '--hex', frameOf('00fa', 7).toString('hex'), '--nwkkey', keys.nwkSKey, '--appkey', keys.appSKey];
    const text = execFileSync(process.execPath, args, { encoding: 'utf8' });
    expect(text).toMatch(/MIC = [0-9A-F]{8} \(OK\)/);
    expect(text).toContain('Plaintext = 00FA');
  });

  it('count beyond 16 bits', () => {
    expect(read(frameOf('01', 0x1_0005), 0xfffe)).toMatchObject({ counter: 0x1_0005, payload: '01' });
    expect(read(frameOf('01', 0x3_0005))).toMatchObject({ counter: 0x3_0005 });
    expect(read(frameOf('01', 0xffff_fff0), 0xffff_ffef)).toMatchObject({ counter: 0xffff_fff0 });
  });

  it('may come again with the same counter, and not with an older one', () => {
    expect(read(frameOf('01', 9), 9)).toMatchObject({ counter: 9 });
    expect(read(frameOf('01', 8), 9)).toBeNull();
  });

  it('that were altered anywhere, or cut, prove nothing', () => {
    const good = frameOf('00fa', 7);
    for (let at = 1; at < good.length; at += 1) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] as number) ^ 1;
      let result: unknown = null;
      try {
        result = read(bad);
      } catch {
        // Refused before its proof was looked at.
      }
      expect([at, result]).toEqual([at, null]);
    }
    for (let length = 0; length < good.length; length += 1) {
      let result: unknown = null;
      try {
        result = read(good.subarray(0, length));
      } catch {
        // As above.
      }
      expect([length, result]).toEqual([length, null]);
    }
  });

  it('never break the reader', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 260 }), fc.nat(3), (bytes, type) => {
        if (bytes.length > 0) bytes[0] = type << 6;
        try {
          expect(provenCounter(readFrame(bytes), session, 5)).toBeNull();
        } catch (error) {
          expect((error as Error).name).toBe('EventFault');
        }
      }),
    );
  });
});
