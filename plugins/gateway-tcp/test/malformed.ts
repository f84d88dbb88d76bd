import { encodeBinaryFrame, frameType } from '../src/binary-frame';

/** Who the connections say they are, where they log in. */
export interface KnownDevice {
  deviceId: string;
  token: string;
}

const reading = '{"sensor_id":"A","value":1,"unit":"bar","timestamp":"2026-01-02T03:04:05Z"}';
const texts = [
  reading,
  `[${reading},${reading}]`,
  '2026-01-02T03:04:05Z,A,1,bar',
  'time=2026-01-02T03:04:05Z A=1bar B=2:m',
  '#17 {"sensor_id":"A","value":1,"unit":"bar"}',
  'HEADER time,a:m,b',
  'PING',
  'DONE 0198c0de-0000-7000-8000-00000000c001',
  'FAIL 0198c0de-0000-7000-8000-00000000c001 because',
  '{"__proto__":{"x":1},"sensor_id":"A","sensor_id":"B","value":1e400,"unit":"bar"}',
  '{"sensor_id":"A","value":-1e-320,"unit":"bar"}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  'A=NaN B=Infinity C=-0 D=1e309 E=0x10',
  '9999-99-99T99:99:99Z,A,1,bar',
  '-1,A,1,bar',
  ',,,',
  '=',
  '\0\0\0',
];

/**
 * All that a connection sends: wrong in some way, or looking so. Bytes changed, cut, added or repeated, declared lengths
 * and checksums that lie, other people's forms, noise; behind a true login or without one.
 * @param rng - random number from 0 up to, but not including, 1
 */
export function malformed(rng: () => number, { deviceId, token }: KnownDevice): Buffer {
  const below = (limit: number) => Math.floor(rng() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const noise = (most: number) => Buffer.from(Array.from({ length: below(most) }, () => below(256)));
  const frame = () => {
    const type = rng() < 0.8 ? pick(Object.values(frameType)) : below(256);
    const payload = rng() < 0.7 ? Buffer.from(pick(texts)) : noise(120);
    return encodeBinaryFrame({ type, sequence: below(2 ** 32), payload });
  };
  const damaged = (good: Buffer) => {
    const bytes = Buffer.from(good);
    switch (below(6)) {
      case 0:
        return bytes.subarray(0, below(bytes.length + 1));
      case 1:
        for (let n = below(6); n >= 0 && bytes.length > 0; n -= 1) bytes[below(bytes.length)] = below(256);
        return bytes;
      case 2:
        // The length of a frame, which now lies.
        if (bytes.length > 10) bytes.writeUInt16BE(below(65_536), 8);
        return bytes;
      case 3:
        return Buffer.concat([noise(30), bytes]);
      case 4:
        return Buffer.concat([bytes, bytes]);
      default:
        return bytes;
    }
  };
  const binary = rng() < 0.5;
  const lines = () => Buffer.from(`${pick(texts)}${pick(['\n', '\r\n', '\r', ''])}`);
  const parts: Buffer[] = Array.from({ length: 1 + below(4) }, () => damaged(binary ? frame() : lines()));
  if (rng() < 0.6) parts.unshift(login(binary, deviceId, token));
  else if (rng() < 0.5) parts.unshift(damaged(login(binary, deviceId, token)));
  return Buffer.concat(parts);
}

function login(binary: boolean, device: string, token: string): Buffer {
  if (!binary) return Buffer.from(`LOGIN ${device} ${token}\r\n`);
  const payload = Buffer.from(JSON.stringify({ device, token }));
  return encodeBinaryFrame({ type: frameType.login, sequence: 1, payload });
}
