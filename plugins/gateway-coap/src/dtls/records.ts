/** Kinds of records (RFC 6347, 4.1). */
export const RecordType = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23, withConnectionId: 25 } as const;

export const DTLS_1_0 = 0xfeff;
export const DTLS_1_2 = 0xfefd;
const HEADER = 13;
/** Length of the connection ids that this server gives out. */
export const CONNECTION_ID_BYTES = 8;
const MAX_FRAGMENT = 16_384 + 2_048;

export interface DtlsRecord {
  type: number;
  epoch: number;
  /** 48 bits */
  sequence: number;
  fragment: Buffer;
  /** Of the session, where both ends have agreed on one (RFC 9146); empty otherwise. */
  connectionId: Buffer;
  /** Epoch and sequence number as they stand in the record. */
  counter: Buffer;
}

/** The records in a datagram; what cannot be read ends them, as DTLS has it. */
export function readRecords(datagram: Buffer): DtlsRecord[] {
  const records: DtlsRecord[] = [];
  let at = 0;
  while (at + HEADER <= datagram.length) {
    const version = datagram.readUInt16BE(at + 1);
    const idBytes = datagram[at] === RecordType.withConnectionId ? CONNECTION_ID_BYTES : 0;
    const start = at + HEADER + idBytes;
    if (start > datagram.length) break;
    const length = datagram.readUInt16BE(start - 2);
    const end = start + length;
    if ((version !== DTLS_1_0 && version !== DTLS_1_2) || length > MAX_FRAGMENT || end > datagram.length) break;
    records.push({
      type: datagram[at] as number,
      epoch: datagram.readUInt16BE(at + 3),
      sequence: datagram.readUIntBE(at + 5, 6),
      counter: datagram.subarray(at + 3, at + 11),
      connectionId: datagram.subarray(at + 11, at + 11 + idBytes),
      fragment: datagram.subarray(start, end),
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

/** @param connectionId - put in where the type says that there is one */
export function writeRecord(
  type: number,
  counter: Uint8Array,
  fragment: Uint8Array,
  { version = DTLS_1_2, connectionId = NOTHING }: { version?: number; connectionId?: Uint8Array } = {},
): Buffer {
  const length = fragment.length;
  const start = Uint8Array.of(type, version >> 8, version & 0xff);
  return Buffer.concat([start, counter, connectionId, Uint8Array.of(length >> 8, length & 0xff), fragment]);
}

const NOTHING = new Uint8Array(0);

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

  /** Notes a record that was authentic. @returns true when none that was sent later has come */
  note(sequence: number): boolean {
    const ahead = sequence - this.highest;
    if (ahead > 0) {
      this.seen = ahead >= WINDOW ? 1n : ((this.seen << BigInt(ahead)) | 1n) & MASK;
      this.highest = sequence;
    } else this.seen |= 1n << BigInt(-ahead);
    return ahead > 0;
  }
}

const WINDOW = 64;
const MASK = (1n << 64n) - 1n;
