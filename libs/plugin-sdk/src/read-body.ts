import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpProblem, type MountedRequest } from './http';

const unpack = promisify(gunzip);

/**
 * The body of a mounted request, unpacked when it came as gzip.
 * @param limit - most bytes after unpacking
 * @throws {HttpProblem} 415 for another packing, 413 beyond the limit, 400 for a broken one
 */
export async function readBody({ headers, body }: MountedRequest, limit: number): Promise<Uint8Array> {
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') {
    if (body.length > limit) throw tooLarge();
    return body;
  }
  if (encoding !== 'gzip') {
    throw new HttpProblem(
      415,
      'request.unsupported-encoding',
      'Unsupported content encoding',
      'Send the body as it is or packed by gzip.',
    );
  }
  try {
    return await unpack(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HttpProblem(400, 'request.malformed', 'Request cannot be read', 'The body is no whole gzip stream.');
  }
}

function tooLarge(): HttpProblem {
  return new HttpProblem(413, 'request.too-large', 'Request too large', 'Send fewer readings in one request.');
}
