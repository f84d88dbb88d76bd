/** Kinds of records (RFC 6347, 4.1). */
export const RecordType = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23 } as const;

export const DTLS_1_0 = 0xfeff;
export const DTLS_1_2 = 0xfefd;
const HEADER = 13;
const MAX_FRAGMENT = 16_384 + 2_048;

export interface DtlsRecord {
  type: number;
  epoch: number;
  /** 48 bits */
  sequence: number;
  fragment: Buffer;
  /** Epoch and sequence number as they stand in the record. */
  counter: Buffer;
}

/** The records in a datagram; what cannot be read ends them, as DTLS has it. */
export function readRecords(datagram: Buffer): DtlsRecord[] {
  const records: DtlsRecord[] = [];
  let at = 0;
  while (at + HEADER <= datagram.length) {
    const version = datagram.readUInt16BE(at + 1);
    const length = datagram.readUInt16BE(at + 11);
    const end = at + HEADER + length;
    if ((version !== DTLS_1_0 && version !== DTLS_1_2) || length > MAX_FRAGMENT || end > datagram.length) break;
    records.push({
      type: datagram[at] as number,
      epoch: datagram.readUInt16BE(at + 3),
      sequence: datagram.readUIntBE(at + 5, 6),
      counter: datagram.subarray(at + 3, at + 11),
      fragment: datagram.subarray(at + HEADER, end),
    });
    at = end;
  }
  return records;
}

/** Epoch and sequence number in their eight bytes. */
export function counterOf(epoch: number, sequence: number): Buffer {
  const counter = Buffer.alloc(8);
  counter.writeUInt16BE(epoch);
  counter.writeUIntBE(sequence, 2, 6);
  return counter;
}

export function writeRecord(type: number, counter: Uint8Array, fragment: Uint8Array, version = DTLS_1_2): Buffer {
  const header = Buffer.alloc(HEADER);
  header[0] = type;
  header.writeUInt16BE(version, 1);
  header.set(counter, 3);
  header.writeUInt16BE(fragment.length, 11);
  return Buffer.concat([header, fragment]);
}

/** Which records of an epoch have come, so that none counts twice (RFC 6347, 4.1.2.6). */
export class ReplayWindow {
  private highest = -1;
  /** Bit n: `highest - n` has come. */
  private seen = 0n;

  /** True for a record that came before, or that is too old to tell. */
  isRepeated(sequence: number): boolean {
    const back = this.highest - sequence;
    if (back < 0) return false;
    return back >= WINDOW || ((this.seen >> BigInt(back)) & 1n) === 1n;
  }

  /** Notes a record that was authentic. */
  note(sequence: number): void {
    const ahead = sequence - this.highest;
    if (ahead > 0) {
      this.seen = ahead >= WINDOW ? 1n : ((this.seen << BigInt(ahead)) | 1n) & MASK;
      this.highest = sequence;
    } else this.seen |= 1n << BigInt(-ahead);
  }
}

const WINDOW = 64;
const MASK = (1n << 64n) - 1n;
