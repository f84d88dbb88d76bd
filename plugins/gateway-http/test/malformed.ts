import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A request to the telemetry path. */
export interface HttpInput {
  method: 'POST';
  headers: Record<string, string>;
  body: Buffer;
}

/** Who the requests say they are, where they do. */
export interface KnownDevice {
  deviceId: string;
  token: string;
}

const reading = '{"sensor_id":"A","value":1,"unit":"bar","timestamp":"2026-01-02T03:04:05Z"}';
const texts = [
  reading,
  `[${reading},${reading}]`,
  `${reading}\n${reading}\n`,
  `${reading}\n\n{"sensor_id"\n[${reading}]\n`,
  '[{"bn":"A","u":"bar","v":1},{"n":"b","v":NaN}]',
  '{"__proto__":{"x":1},"sensor_id":"A","sensor_id":"B","value":1e400,"unit":"bar"}',
  '{"sensor_id":"A","value":-1e-320,"unit":"bar","timestamp":"1970-01-01T00:00:00Z"}',
  '{"sensor_id":"A","value":"1","unit":"bar"}',
  '{"sensor_id":"A","value":1,"unit":"psi\u0000","timestamp":"9999-99-99T99:99:99Z"}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `{"a":${'{"a":'.repeat(50)}1${'}'.repeat(50)}}`,
  `"${'x'.repeat(10_000)}`,
  '',
  '\n\n\n',
  '\u0000',
];
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-ndjson',
  'application/senml+json',
  'application/senml+cbor',
  'application/cbor',
  'text/plain',
  'application/xml',
  '',
  ';',
];

/**
 * A request that is wrong in some way, or looks so: bytes changed, cut or added, forms under the name of others, broken
 * packing, signatures and keys that do not hold.
 * @param rng - random number from 0 up to, but not including, 1
 */
export function malformed(rng: () => number, { deviceId, token }: KnownDevice): HttpInput {
  const below = (limit: number) => Math.floor(rng() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const noise = (most: number) => Buffer.from(Array.from({ length: below(most) }, () => below(256)));
  let body: Buffer = rng() < 0.2 ? noise(300) : damaged(Buffer.from(pick(texts)), rng, below);
  const headers: Record<string, string> = { 'content-type': pick(types) };
  if (rng() < 0.2) {
    headers['content-encoding'] = pick(['gzip', 'gzip', 'gzip', 'br', 'identity', 'gzip, gzip', 'x']);
    if (rng() < 0.7) body = gzipSync(body);
    if (rng() < 0.5) body = damaged(body, rng, below);
  }
  if (rng() < 0.2) headers['idempotency-key'] = pick(['k', '"k"', '"', ' ', 'x'.repeat(300), 'a b', String(below(50))]);
  const signature = () => createHmac('sha256', noise(40)).update(body).digest('base64');
  if (rng() < 0.2) {
    headers['hydrant-device'] = pick([deviceId, '', '../..', 'x'.repeat(100)]);
    headers['webhook-id'] = pick(['m', '', 'x'.repeat(300), 'a b']);
    headers['webhook-timestamp'] = pick([String(Math.floor(Date.now() / 1_000)), '', '-1', '1e9', '9'.repeat(30)]);
    headers['webhook-signature'] = pick([`v1,${signature()}`, 'v1,', 'v1', ',', ' ', `v2,${signature()}`, 'v1,%%%']);
  } else if (rng() < 0.95) headers['authorization'] = `Bearer ${deviceId}.${token}`;
  else
    headers['authorization'] = pick(['Bearer', 'Bearer x.y', `Basic ${token}`, `Bearer ${deviceId}.${'x'.repeat(43)}`]);
  return { method: 'POST', headers, body };
}

function damaged(good: Buffer, rng: () => number, below: (limit: number) => number): Buffer {
  const bytes = Buffer.from(good);
  switch (below(4)) {
    case 0:
      return bytes;
    case 1:
      return bytes.subarray(0, below(bytes.length + 1));
    case 2:
      for (let n = below(6); n >= 0 && bytes.length > 0; n -= 1) bytes[below(bytes.length)] = below(256);
      return bytes;
    default:
      return Buffer.concat([bytes, bytes.subarray(below(bytes.length + 1)), Buffer.from([Math.floor(rng() * 256)])]);
  }
}
