import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import type { MountedRequest } from '@app/plugin-sdk';
import { problems } from './problems';

/**
 * The body as it came, gathered up to a limit, whether the server hands it over whole or in pieces.
 * @throws {HttpProblem} 413 beyond the limit
 */
export async function gather({ headers, body, stream }: MountedRequest, limit: number): Promise<Uint8Array> {
  if (Number(headers['content-length'] ?? 0) > limit || body.length > limit) throw problems.tooLarge(limit);
  if (stream === null) return body;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > limit) throw problems.tooLarge(limit);
    pieces.push(piece);
  }
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces, size);
}

/**
 * The body in pieces, unpacked.
 * @throws {HttpProblem} 415 for a packing other than gzip, 400 (while it is read) for a broken one
 */
export function unpacked({ headers }: MountedRequest, stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return stream;
  if (encoding !== 'gzip') throw problems.wrongEncoding();
  return gunzipped(stream);
}

async function* gunzipped(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const closed = once(gunzip, 'close').catch(() => undefined);
  const feed = async (): Promise<void> => {
    for await (const piece of stream) {
      // An answer has been given: what is left is dropped, so that it reaches its sender.
      if (gunzip.destroyed) continue;
      if (!gunzip.write(piece)) await Promise.race([once(gunzip, 'drain'), closed]);
    }
    gunzip.end();
  };
  feed().catch((error: unknown) => gunzip.destroy(error as Error));
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw problems.brokenGzip();
    throw error;
  } finally {
    gunzip.destroy();
  }
}
