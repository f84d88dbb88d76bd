import { MAX_DEPTH } from './json-scan';

/** Bytes that are no CBOR, hold what is not read here, or nest deeper than is accepted. */
export class CborError extends Error {
  override readonly name = 'CborError';

  constructor(
    readonly reason: 'unreadable' | 'too_deep',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads one CBOR data item (RFC 8949), strictly: nothing may follow it; texts are UTF-8; no key is given twice. Maps
 * become `Map`, so that no key can reach a prototype; integers that a double cannot hold become `bigint`; decimal
 * fractions (tag 4) become numbers; times (tags 0 and 1) become `Date`. Other tags, and texts in pieces, are refused.
 *
 * @param limit - deepest nesting of arrays, maps and tags
 * @throws {CborError}
 */
export function decodeCbor(bytes: Uint8Array, limit: number = MAX_DEPTH): unknown {
  return new Reader(bytes, limit).whole();
}

const BREAK = Symbol('break');
const INDEFINITE = 31;
/** Fatal: bytes that are no UTF-8 must not turn into other names. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  private readonly view: DataView;
  private at = 0;
  private depth = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limit: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  whole(): unknown {
    const item = this.item();
    if (this.at !== this.bytes.length) throw broken('something follows it');
    return item;
  }

  private item(): unknown {
    const item = this.itemOrBreak();
    if (item === BREAK) throw broken('a break where nothing is open');
    return item;
  }

  private itemOrBreak(): unknown {
    this.need(1);
    const head = this.bytes[this.at++] as number;
    const low = head & 0x1f;
    switch (head >> 5) {
      case 0:
        return this.integer(low);
      case 1: {
        const value = this.integer(low);
        return typeof value === 'bigint' ? -1n - value : -1 - value;
      }
      case 2:
        return this.piece(low).slice();
      case 3:
        return this.text(low);
      case 4:
        return this.nested(() => this.array(low));
      case 5:
        return this.nested(() => this.map(low));
      case 6:
        return this.nested(() => this.tagged(this.length(low)));
      default:
        return this.simple(low);
    }
  }

  private need(count: number): void {
    if (count > this.bytes.length - this.at) throw broken('it ends too early');
  }

  private integer(low: number): number | bigint {
    if (low < 24) return low;
    if (low > 27) throw broken('a head that is reserved or a text in pieces');
    const size = 1 << (low - 24);
    this.need(size);
    const at = this.at;
    this.at += size;
    if (size === 1) return this.view.getUint8(at);
    if (size === 2) return this.view.getUint16(at);
    if (size === 4) return this.view.getUint32(at);
    const value = this.view.getBigUint64(at);
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }

  private length(low: number): number {
    return Number(this.integer(low));
  }

  private piece(low: number): Uint8Array {
    const length = this.length(low);
    this.need(length);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private text(low: number): string {
    try {
      return utf8.decode(this.piece(low));
    } catch (error) {
      if (error instanceof CborError) throw error;
      throw broken('a text that is not UTF-8');
    }
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > this.limit) throw new CborError('too_deep', `The message nests deeper than ${this.limit} levels`);
    const value = read();
    this.depth -= 1;
    return value;
  }

  private array(low: number): unknown[] {
    const items: unknown[] = [];
    if (low === INDEFINITE) {
      for (let item = this.itemOrBreak(); item !== BREAK; item = this.itemOrBreak()) items.push(item);
      return items;
    }
    const count = this.length(low);
    // Each item takes a byte at least: a length that lies is found before anything is gathered.
    this.need(count);
    for (let i = 0; i < count; i += 1) items.push(this.item());
    return items;
  }

  private map(low: number): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    const open = low === INDEFINITE;
    const count = open ? Number.POSITIVE_INFINITY : this.length(low);
    if (!open) this.need(count * 2);
    for (let i = 0; i < count; i += 1) {
      const key = open ? this.itemOrBreak() : this.item();
      if (key === BREAK) break;
      if (typeof key === 'object' && key !== null) throw broken('a key that is no number and no text');
      if (map.has(key)) throw broken('a key is given twice');
      map.set(key, this.item());
    }
    return map;
  }

  private tagged(tag: number): unknown {
    const content = this.item();
    switch (tag) {
      case 0:
        return dateOf(typeof content === 'string' ? Date.parse(content) : Number.NaN);
      case 1:
        return dateOf(typeof content === 'number' ? Math.round(content * 1_000) : Number.NaN);
      case 4:
        return decimalOf(content);
      default:
        throw broken(`tag ${tag} is not read`);
    }
  }

  private simple(low: number): unknown {
    switch (low) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
        return null;
      case 23:
        return undefined;
      case 25:
        this.need(2);
        this.at += 2;
        return half(this.view.getUint16(this.at - 2));
      case 26:
        this.need(4);
        this.at += 4;
        return this.view.getFloat32(this.at - 4);
      case 27:
        this.need(8);
        this.at += 8;
        return this.view.getFloat64(this.at - 8);
      case INDEFINITE:
        return BREAK;
      default:
        throw broken('a simple value that is reserved');
    }
  }
}

function broken(what: string): CborError {
  return new CborError('unreadable', `The message is no CBOR that can be read: ${what}`);
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
}

function dateOf(ms: number): Date {
  const value = new Date(ms);
  if (Number.isNaN(value.getTime())) throw broken('a time that is none');
  return value;
}

function decimalOf(content: unknown): number {
  const parts: unknown[] = Array.isArray(content) ? content : [];
  const [exponent, mantissa] = parts;
  const whole = (part: unknown): part is number | bigint => typeof part === 'bigint' || Number.isInteger(part);
  if (parts.length !== 2 || !whole(exponent) || !whole(mantissa)) throw broken('a decimal fraction that is none');
  // By way of text, which rounds once: 27315 * 10 ** -2 would round twice.
  return Number(`${mantissa}e${exponent}`);
}
