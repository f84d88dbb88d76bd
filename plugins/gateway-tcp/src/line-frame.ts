import { type Framer, INCOMPLETE } from './framing';

const CR = 0x0d;
const LF = 0x0a;

/** Finds lines in a stream. CR, LF or both end a line; empty lines are nothing. */
export const nextLine: Framer<Buffer> = (bytes, maxBytes) => {
  let start = 0;
  while (start < bytes.length && isEnd(bytes[start])) start += 1;
  if (start > 0) return { kind: 'resync', used: start, reason: null };
  const end = endOf(bytes);
  if (end > maxBytes || (end < 0 && bytes.length > maxBytes)) return { kind: 'fatal', reason: 'line-too-long' };
  if (end < 0) return INCOMPLETE;
  return { kind: 'frame', frame: Buffer.from(bytes.subarray(0, end)), used: end + 1 };
};

function isEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** Where the first line ends; -1: not yet. */
function endOf(bytes: Buffer): number {
  const lf = bytes.indexOf(LF);
  const cr = (lf < 0 ? bytes : bytes.subarray(0, lf)).indexOf(CR);
  return cr < 0 ? lf : cr;
}
