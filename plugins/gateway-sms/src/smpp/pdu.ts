/** Bytes of the header: length, command id, status, sequence number. */
export const HEADER = 16;
/** Longest unit that is taken, bytes: a message of 64 KiB comes in parts. */
export const MAX_PDU = 16_384;

/** A protocol data unit, its body not read yet. */
export interface Pdu {
  command: number;
  status: number;
  sequence: number;
  body: Uint8Array;
}

/** A unit cannot be read as the standard says. */
export class PduError extends Error {
  override readonly name = 'PduError';
}

export function encodePdu({ command, status, sequence, body }: Pdu): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt32BE(HEADER + body.length, 0);
  head.writeUInt32BE(command, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

/** Cuts a stream of bytes into units; keeps at most one unfinished unit. */
export class PduFramer {
  private rest: Buffer = Buffer.alloc(0);

  /**
   * @returns whole units, in order
   * @throws {PduError} when a length is no length: what follows cannot be told apart any more
   */
  push(chunk: Buffer): Pdu[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const units: Pdu[] = [];
    while (this.rest.length >= 4) {
      const length = this.rest.readUInt32BE(0);
      if (length < HEADER || length > MAX_PDU) throw new PduError(`A unit of ${length} bytes`);
      if (this.rest.length < length) break;
      units.push({
        command: this.rest.readUInt32BE(4),
        status: this.rest.readUInt32BE(8),
        sequence: this.rest.readUInt32BE(12),
        body: Uint8Array.prototype.slice.call(this.rest, HEADER, length),
      });
      this.rest = this.rest.subarray(length);
    }
    return units;
  }
}

/** Reads the fields of a body, one after the other. Every step past the end throws {@link PduError}. */
export class FieldReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new PduError('The body ends too early');
    this.at += 1;
    return value;
  }

  /** A text ended by NUL. @param longest - bytes with the NUL */
  text(longest: number): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0 || end - this.at >= longest) throw new PduError('A text has no end');
    const text = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.at, end - this.at).toString('latin1');
    this.at = end + 1;
    return text;
  }

  octets(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new PduError('The body ends too early');
    const octets = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return octets;
  }

  /** Optional parameters up to the end; of a tag that comes twice, the first one counts. */
  parameters(): Map<number, Uint8Array> {
    const found = new Map<number, Uint8Array>();
    while (this.at < this.bytes.length) {
      const tag = (this.byte() << 8) | this.byte();
      const length = (this.byte() << 8) | this.byte();
      const value = this.octets(length);
      if (!found.has(tag)) found.set(tag, value);
    }
    return found;
  }
}

/** Writes the fields of a body. */
export class FieldWriter {
  private readonly parts: Buffer[] = [];

  byte(...values: number[]): this {
    this.parts.push(Buffer.from(values));
    return this;
  }

  /** A text ended by NUL; characters beyond Latin-1 do not belong here. */
  text(value: string): this {
    this.parts.push(Buffer.from(`${value.replaceAll('\0', '')}\0`, 'latin1'));
    return this;
  }

  octets(value: Uint8Array): this {
    this.parts.push(Buffer.from(value));
    return this;
  }

  parameter(tag: number, value: Uint8Array): this {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(tag, 0);
    head.writeUInt16BE(value.length, 2);
    this.parts.push(head, Buffer.from(value));
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}
