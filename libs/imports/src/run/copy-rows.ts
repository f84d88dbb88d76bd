import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** Messages of this size let the server begin before all has come. */
const SLICE = 131_072;

/**
 * Runs a binary COPY on an open transaction.
 * @param rows - rows without signature and trailer
 */
export async function copyRows(client: Client, statement: string, rows: Uint8Array): Promise<void> {
  const stream = client.query(copyFrom(statement));
  const done = finished(stream);
  // Its failure is thrown below, also when it comes while this still writes.
  done.catch(() => undefined);
  stream.write(SIGNATURE);
  for (let at = 0; at < rows.length && stream.errored === null; at += SLICE) {
    if (!stream.write(rows.subarray(at, at + SLICE))) await Promise.race([once(stream, 'drain'), done]);
  }
  if (stream.errored === null) stream.end(TRAILER);
  await done;
}
