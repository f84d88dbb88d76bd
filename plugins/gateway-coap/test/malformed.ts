import { blockOption } from '../src/coap/block1';
import { Type, serialiseDatagram } from '../src/coap/datagram';
import { type CoapOption, Option, numberOption, textOption } from '../src/coap/options';

/** Numbers from 0 up to, not with, 1. */
export type Rng = () => number;

/** A device whose credential is good, so that what is malformed gets as far as its payload. */
export interface Target {
  deviceId: string;
  token: string;
}

const texts = [
  '{"sensor_id":"A","value":1,"unit":"bar"}',
  '{"sensor_id":"A","value":1e400,"unit":"bar","timestamp":"1970-01-01T00:00:00Z"}',
  '[{"bn":"A","bt":1700000000,"bu":"bar","v":1},{"t":1,"v":2}]',
  '[{"n":"A","u":"C","v":1,"vs":"x","__proto__":{"v":1}}]',
  '[{"bver":11,"n":"A","v":1}]',
  '</1/0>,</3303/0>;ver=1.1',
  '['.repeat(200),
  '',
];
const binaries = [
  '81a3006161016362617202fb3ff8000000000000',
  'a36973656e736f725f6964614165',
  '9f9f9f9f',
  `${'81'.repeat(60)}00`,
  'bb7fffffffffffffff',
  'e4164441a40000',
];
const formats = [0, 41, 42, 50, 60, 110, 112, 11_542, 11_543, 65_535];
const paths = ['s', 'rd', 'dp', '', '..', 's ', '.well-known', 'a'.repeat(255)];

/** A datagram that no well-behaved device sends: good ones with parts replaced, cut or flipped, and noise. */
export function malformed(rng: Rng, { deviceId, token }: Target): Buffer {
  const below = (limit: number): number => Math.floor(rng() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)));
  if (rng() < 0.1) return noise(below(120));
  const payload = rng() < 0.5 ? Buffer.from(pick(texts)) : Buffer.from(pick(binaries), 'hex');
  const options: CoapOption[] = [
    textOption(Option.uriPath, rng() < 0.8 ? 's' : pick(paths)),
    textOption(Option.uriPath, rng() < 0.8 ? `${deviceId}.${token}` : pick([token, deviceId, '+', '#', '\0'])),
    numberOption(Option.contentFormat, pick(formats)),
  ];
  if (rng() < 0.3) options.push(blockOption(Option.block1, { num: below(2 ** 20), more: rng() < 0.5, szx: below(8) }));
  if (rng() < 0.1) options.push({ number: below(65_536), value: noise(below(20)) });
  if (rng() < 0.1) options.push(numberOption(Option.size1, below(2 ** 32)));
  const bytes = serialiseDatagram({
    type: pick([Type.con, Type.con, Type.non, Type.ack, Type.rst]),
    id: below(65_536),
    code: rng() < 0.8 ? 2 : below(256),
    token: noise(below(9)),
    options,
    payload: rng() < 0.2 ? noise(below(100)) : payload,
  });
  const way = rng();
  if (way < 0.15) return bytes.subarray(0, below(bytes.length));
  if (way < 0.4) for (let n = below(6); n >= 0; n -= 1) bytes[below(bytes.length)] = below(256);
  if (way > 0.95) return Buffer.concat([bytes, noise(below(2_000))]);
  return bytes;
}
