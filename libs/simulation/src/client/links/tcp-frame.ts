/** Types of binary frames that a logger sends and gets. */
export const frameType = { login: 1, json: 2, ack: 4, refusal: 5, order: 8, result: 9 } as const;

export interface Frame {
  readonly type: number;
  readonly sequence: number;
  readonly payload: Buffer;
}

const HEAD = 10;

/** `A5 5A`, version 1, type, sequence (4), length (2), payload, CRC-16/MODBUS from the version on. */
export function encodeFrame({ type, sequence, payload }: Frame): Buffer {
  const bytes = Buffer.alloc(HEAD + payload.length + 2);
  bytes.writeUInt16BE(0xa55a, 0);
  bytes.writeUInt8(1, 2);
  bytes.writeUInt8(type, 3);
  bytes.writeUInt32BE(sequence, 4);
  bytes.writeUInt16BE(payload.length, 8);
  payload.copy(bytes, HEAD);
  bytes.writeUInt16BE(crc16(bytes.subarray(2, HEAD + payload.length)), HEAD + payload.length);
  return bytes;
}

/**
 * Takes whole frames from the beginning of what has come.
 * @returns the frames, and what is left
 * @throws {Error} when what comes is no frame
 */
export function decodeFrames(bytes: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = [];
  let rest = bytes;
  while (rest.length >= HEAD) {
    if (rest.readUInt16BE(0) !== 0xa55a) throw new Error('The platform answered something else than a frame');
    const end = HEAD + rest.readUInt16BE(8);
    if (rest.length < end + 2) break;
    if (rest.readUInt16BE(end) !== crc16(rest.subarray(2, end))) throw new Error('A frame has a wrong check sum');
    frames.push({ type: rest.readUInt8(3), sequence: rest.readUInt32BE(4), payload: rest.subarray(HEAD, end) });
    rest = rest.subarray(end + 2);
  }
  return { frames, rest };
}

function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001;
  }
  return crc;
}
