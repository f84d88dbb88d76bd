import { Code } from './codes';
import type { CoapMessage } from './message';
import { type CoapOption, Option, numberOption, optionOf, readUint, uintOption } from './options';

/** A Block1 or Block2 option (RFC 7959, 2.2). */
export interface Block {
  num: number;
  more: boolean;
  /** Size exponent, 0 to 6: blocks of 2^(szx+4) bytes; 7: several blocks of 1024 in one message, over streams only. */
  szx: number;
}

export function readBlock(value: Uint8Array): Block {
  const number = readUint(value);
  return { num: Math.floor(number / 16), more: (number & 8) !== 0, szx: number & 7 };
}

export function blockOption(number: number, { num, more, szx }: Block): CoapOption {
  return numberOption(number, num * 16 + (more ? 8 : 0) + szx);
}

/** What a message with a part of a body leads to. */
export type Assembled =
  | { state: 'complete'; body: Uint8Array; options: CoapOption[] }
  | { state: 'answer'; code: number; options: CoapOption[] };

interface Body {
  parts: Uint8Array[];
  size: number;
  format: number | undefined;
  /** Unix ms */
  touched: number;
}

interface Limits {
  /** Largest body, bytes. */
  maxBytes: number;
  /** Bodies that are gathered at a time, of all devices. */
  maxBodies: number;
  /** Of one owner. */
  maxBodiesPerOwner: number;
  /** A body whose next block does not come is forgotten after so long, ms. */
  ttlMs: number;
}

const SMALLEST = 16;
const STREAM_SZX = 7;

/**
 * Puts bodies together that come in blocks (RFC 7959, Block1). Blocks must come in order, as the protocol has it; a block
 * that comes twice is answered twice. What is gathered is bounded in every direction.
 */
export class BlockAssembler {
  private readonly bodies = new Map<string, Body>();
  private readonly perOwner = new Map<string, number>();

  constructor(private readonly limits: Limits) {}

  /** Bodies that wait for more. */
  get waiting(): number {
    return this.bodies.size;
  }

  /**
   * @param owner - the device, which is known: nothing is gathered for strangers
   * @param key - endpoint, path and request tags: what the parts of one body have in common
   * @param stream - whether it came over a stream, where one message may hold several blocks
   */
  take(owner: string, key: string, message: CoapMessage, stream: boolean, now: number): Assembled {
    const value = optionOf(message.options, Option.block1);
    const announced = uintOption(message.options, Option.size1) ?? 0;
    const { maxBytes } = this.limits;
    const id = `${owner} ${key}`;
    if (value === undefined) {
      if (message.payload.length > maxBytes) return this.tooLarge([]);
      return { state: 'complete', body: message.payload, options: [] };
    }
    const block = readBlock(value);
    const { num, more, szx } = block;
    const size = szx === STREAM_SZX ? 1_024 : SMALLEST << szx;
    const answer = (code: number, options: CoapOption[] = [blockOption(Option.block1, block)]): Assembled => ({
      state: 'answer',
      code,
      options,
    });
    const { payload } = message;
    const whole = szx === STREAM_SZX ? payload.length > 0 && payload.length % size === 0 : payload.length === size;
    if ((szx === STREAM_SZX && !stream) || (more && !whole) || (szx !== STREAM_SZX && payload.length > size)) {
      this.forget(id);
      return answer(Code.badRequest, []);
    }
    const offset = num * size;
    if (offset + payload.length > maxBytes || announced > maxBytes) {
      this.forget(id);
      return this.tooLarge([blockOption(Option.block1, { ...block, more: false })]);
    }
    if (num === 0) this.forget(id);
    const format = uintOption(message.options, Option.contentFormat);
    const body = this.bodies.get(id) ?? (num === 0 ? this.begin(owner, id, format, now) : undefined);
    if (body === undefined) return answer(num === 0 ? Code.unavailable : Code.incomplete, []);
    const repeated = more && offset < body.size && body.size === offset + payload.length;
    if (!repeated) {
      if (body.size !== offset || body.format !== format || now - body.touched > this.limits.ttlMs) {
        this.forget(id);
        return answer(Code.incomplete, []);
      }
      // A copy: the datagram's memory is used again.
      body.parts.push(Uint8Array.from(payload));
      body.size += payload.length;
    }
    body.touched = now;
    if (more) return answer(Code.continue);
    this.forget(id);
    return { state: 'complete', body: Buffer.concat(body.parts), options: [blockOption(Option.block1, block)] };
  }

  /** Forgets bodies whose sender has fallen silent. */
  expire(now: number): void {
    for (const [id, { touched }] of this.bodies) if (now - touched > this.limits.ttlMs) this.forget(id);
  }

  private begin(owner: string, id: string, format: number | undefined, now: number): Body | undefined {
    if (this.bodies.size >= this.limits.maxBodies) this.expire(now);
    const count = this.perOwner.get(owner) ?? 0;
    if (this.bodies.size >= this.limits.maxBodies) return undefined;
    // A device that begins anew over and over, from other ports, gives up what it began first.
    if (count >= this.limits.maxBodiesPerOwner) {
      for (const other of this.bodies.keys()) {
        if (!other.startsWith(`${owner} `)) continue;
        this.forget(other);
        break;
      }
    }
    const body: Body = { parts: [], size: 0, format, touched: now };
    this.bodies.set(id, body);
    this.perOwner.set(owner, (this.perOwner.get(owner) ?? 0) + 1);
    return body;
  }

  private forget(id: string): void {
    if (!this.bodies.delete(id)) return;
    const owner = id.slice(0, id.indexOf(' '));
    const count = (this.perOwner.get(owner) ?? 1) - 1;
    if (count === 0) this.perOwner.delete(owner);
    else this.perOwner.set(owner, count);
  }

  private tooLarge(options: CoapOption[]): Assembled {
    return {
      state: 'answer',
      code: Code.tooLarge,
      options: [...options, numberOption(Option.size1, this.limits.maxBytes)],
    };
  }
}
