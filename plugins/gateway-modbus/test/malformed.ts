/** What a Modbus device sends instead of a proper answer. */
export interface ModbusAnswer {
  bytes: Buffer;
  /** It ends the connection behind it: the request may not have been answered by it. */
  ends: boolean;
}

const HEAD = 7;

/**
 * Makes an answer that is wrong in some way, or looks so: bytes changed, cut or added, lengths that lie, other
 * transactions, units and functions, exceptions at random, values at random.
 * @param rng - random number from 0 up to, but not including, 1
 * @param request - as it came, whole
 */
export function malformed(rng: () => number, request: Buffer): ModbusAnswer {
  const below = (limit: number) => Math.floor(rng() * limit);
  const random = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  const good = goodAnswer(request, random);
  const bytes = Buffer.from(good);
  switch (below(10)) {
    case 0:
      return { bytes, ends: false };
    case 1:
      return { bytes: bytes.subarray(0, below(bytes.length)), ends: true };
    case 2:
      for (let n = below(4); n >= 0; n -= 1) bytes[below(bytes.length)] = below(256);
      return { bytes, ends: true };
    case 3:
      // A length that is not that of what follows.
      bytes.writeUInt16BE([0, 1, 2, 254, 255, 65_535][below(6)] as number, 4);
      return { bytes: rng() < 0.5 ? bytes : Buffer.concat([bytes, random(below(70_000))]), ends: true };
    case 4:
      bytes.writeUInt16BE((request.readUInt16BE(0) + 1 + below(60_000)) & 0xffff, 0);
      return { bytes, ends: true };
    case 5:
      bytes[6 + below(3)] = below(256);
      return { bytes, ends: true };
    case 6:
      return { bytes: exception(request, below(256)), ends: rng() < 0.5 };
    case 7:
      return { bytes: random(below(400)), ends: true };
    case 8:
      // The same, and others that nobody asked for.
      return { bytes: Buffer.concat([exception(request, below(12)), good, good, random(below(6))]), ends: true };
    default:
      // A number of bytes that is not what was asked for, in a frame that holds together.
      return {
        bytes: framed(request, Buffer.from([request.readUInt8(7), below(256), ...random(below(250))])),
        ends: true,
      };
  }
}

/** @param fill - bytes of the values */
export function goodAnswer(request: Buffer, fill: (length: number) => Buffer): Buffer {
  const code = request.readUInt8(7);
  const count = request.readUInt16BE(10);
  const length = code < 3 ? Math.ceil(count / 8) : count * 2;
  return framed(request, Buffer.concat([Buffer.from([code, length]), fill(length)]));
}

function exception(request: Buffer, code: number): Buffer {
  return framed(request, Buffer.from([request.readUInt8(7) | 0x80, code]));
}

function framed(request: Buffer, pdu: Buffer): Buffer {
  const head = Buffer.from(request.subarray(0, HEAD));
  head.writeUInt16BE(pdu.length + 1, 4);
  return Buffer.concat([head, pdu]);
}
