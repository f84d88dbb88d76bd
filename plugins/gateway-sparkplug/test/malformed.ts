import { encodePayload } from '../src/payload';
import { metricOf } from './metrics';

/** A message as any sender on the broker could send it. */
export interface SparkplugInput {
  topic: string;
  payload: Buffer;
}

/**
 * Makes a message that is wrong in some way, or looks so: bytes changed, cut or added, declared lengths that lie, sequence
 * numbers, aliases and types at random.
 * @param rng - random number from 0 up to, but not including, 1
 * @param name - `group/node` that the gateway knows
 */
export function malformed(rng: () => number, name: string): SparkplugInput {
  const below = (limit: number) => Math.floor(rng() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const [group, node] = name.split('/');
  const kind = pick(['NBIRTH', 'NDATA', 'DBIRTH', 'DDATA', 'DDEATH', 'NDEATH', 'NCMD', 'STATE']);
  const tail = kind.startsWith('D') && rng() < 0.9 ? `/${pick(['pump', 'p'.repeat(200), '#', ''])}` : '';
  const topic = rng() < 0.95 ? `spBv1.0/${group}/${kind}/${node}${tail}` : `spBv1.0/${group}/${kind}`;
  const metrics = Array.from({ length: below(5) }, () =>
    metricOf({
      name: pick(['', 'Level', 'bdSeq', '__proto__', 'a\0b', 'x'.repeat(300)]),
      alias: rng() < 0.5 ? BigInt(below(4)) : null,
      datatype: below(36),
      timestamp: pick([null, 0, Date.now(), 8.64e15, Number.MAX_SAFE_INTEGER]),
      isNull: rng() < 0.1,
      properties: { unit: pick(['', 'bar', 'u'.repeat(100)]), quality: pick([null, 0, 192, 500, 4_294_967_295]) },
      value: pick([
        { kind: 'double', value: Number.NaN },
        { kind: 'double', value: Number.POSITIVE_INFINITY },
        { kind: 'float', value: 1 },
        { kind: 'int', value: 4_294_967_295 },
        { kind: 'long', value: 2n ** 64n - 1n },
        { kind: 'boolean', value: true },
        { kind: 'none' },
      ]),
    }),
  );
  const good = Buffer.from(encodePayload({ timestamp: Date.now(), seq: below(256), metrics }));
  return { topic, payload: damaged(good, rng, below) };
}

function damaged(good: Buffer, rng: () => number, below: (limit: number) => number): Buffer {
  const bytes = Buffer.from(good);
  switch (below(5)) {
    case 0:
      return bytes;
    case 1:
      return bytes.subarray(0, below(bytes.length + 1));
    case 2:
      for (let n = below(8); n >= 0; n -= 1) if (bytes.length > 0) bytes[below(bytes.length)] = below(256);
      return bytes;
    case 3:
      // A field that claims to be longer than everything there is.
      return Buffer.concat([bytes, Buffer.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f])]);
    default:
      return Buffer.from(Array.from({ length: below(200) }, () => Math.floor(rng() * 256)));
  }
}
