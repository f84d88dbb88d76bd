import type { GatewayContext } from '@app/plugin-sdk';
import { BlockAssembler } from './coap/block1';
import { Code } from './coap/codes';
import { type CoapOption, Option } from './coap/options';
import type { CoapAnswer, CoapRequest } from './coap/peer';
import type { CoapConfig } from './config';

/** A body whose next block does not come is forgotten after so long: EXCHANGE_LIFETIME. */
const BODY_TTL_MS = 247_000;
const BODIES_PER_DEVICE = 4;

const reasons: Readonly<Record<number, string>> = {
  [Code.tooLarge]: 'too-large',
  [Code.incomplete]: 'missing-block',
  [Code.unavailable]: 'too-many-bodies',
};

/** The whole body of a request; or the answer while, or because, there is none. */
export type ReadBody = { answer: CoapAnswer } | { bytes: Uint8Array };

/** Reads bodies of devices that are known, whole or in blocks. */
export class BodyReader {
  private readonly assembler: BlockAssembler;

  constructor(
    config: CoapConfig,
    private readonly context: GatewayContext,
  ) {
    this.assembler = new BlockAssembler({
      maxBytes: config.maxBodyBytes,
      maxBodies: config.maxBodies,
      maxBodiesPerOwner: BODIES_PER_DEVICE,
      ttlMs: BODY_TTL_MS,
    });
  }

  /** Bodies that wait for more blocks. */
  get waiting(): number {
    return this.assembler.waiting;
  }

  read({ message, peer }: CoapRequest, deviceId: string, protocol: string, now: number): ReadBody {
    const key = [peer.key, ...message.options.filter(isPartOfKey).map(asText)].join(' ');
    const assembled = this.assembler.take(deviceId, key, message, peer.stream, now);
    if (assembled.state === 'complete') return { bytes: assembled.body };
    const { code, options } = assembled;
    if (code !== Code.continue) this.context.telemetry.refused(deviceId, protocol, reasons[code] ?? 'bad-block');
    return { answer: { code, options, keep: code !== Code.unavailable } };
  }
}

/** The answer to the last block bears its number. */
export function withBlock(answer: CoapAnswer, { message }: CoapRequest): CoapAnswer {
  const block = message.options.find(({ number }) => number === Option.block1);
  return block === undefined ? answer : { ...answer, options: [...(answer.options ?? []), block] };
}

/** What the parts of one body have in common. */
function isPartOfKey({ number }: CoapOption): boolean {
  return number === Option.uriPath || number === Option.uriQuery || number === Option.requestTag;
}

function asText({ number, value }: CoapOption): string {
  return `${number}=${Buffer.from(value).toString('hex')}`;
}
