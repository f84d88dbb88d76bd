import type { IncomingMessage } from 'node:http';
import { TOO_LARGE } from './mount-reply';

/**
 * The bytes of a request as they came.
 * @param limit - bytes; a longer body is read to its end, and dropped, so that the answer reaches its sender
 * @throws {HttpProblem} 413
 */
export async function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of piecesOf(request, limit)) chunks.push(chunk);
  } finally {
    request.resume();
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/**
 * The pieces of a request as they come. Nothing is read ahead of whoever asks for them, so a slow reader slows the sender.
 * @throws {HttpProblem} 413 as soon as more than `limit` bytes are announced or have come
 */
export async function* piecesOf(request: IncomingMessage, limit: number): AsyncGenerator<Buffer, void> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw TOO_LARGE;
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw TOO_LARGE;
    yield chunk;
  }
}
