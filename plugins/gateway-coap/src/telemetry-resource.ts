import { type DeviceIdentity, type GatewayContext, RateLimiter } from '@app/plugin-sdk';
import { BlockAssembler } from './coap/block1';
import { Code, Format } from './coap/codes';
import { Option, numberOption, textOptions, uintOption } from './coap/options';
import type { CoapAnswer, CoapRequest } from './coap/peer';
import type { CoapConfig } from './config';
import type { IntakeDesk } from './intake';
import { keptMessage } from './kept-message';
import { decodePayload } from './payload';

const credential = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_~+/=-]{16,512})$/;
/** A body whose next block does not come is forgotten after so long: EXCHANGE_LIFETIME. */
const BODY_TTL_MS = 247_000;
const BODIES_PER_DEVICE = 4;

/** `/s`: takes readings. Whom it does not know it answers without content, in no more bytes than were sent. */
export class TelemetryResource {
  private readonly perDevice: RateLimiter;
  private readonly assembler: BlockAssembler;

  constructor(
    config: CoapConfig,
    private readonly context: GatewayContext,
    private readonly desk: IntakeDesk,
  ) {
    this.perDevice = new RateLimiter(config.requestsPerMinute);
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

  /** @param path - below `/s` */
  async post(request: CoapRequest, path: readonly string[]): Promise<CoapAnswer> {
    const identity = await this.identify(request, path);
    if (identity === null) {
      this.context.telemetry.refused(null, 'coap', 'unauthenticated');
      return { code: Code.unauthorized, keep: false };
    }
    const now = this.context.clock.now();
    const body = this.bodyOf(request, identity, now);
    if ('code' in body) return body;
    return this.store(request, identity, body.bytes, now);
  }

  /** The body, put together from its blocks; or the answer while there is none. */
  private bodyOf(
    { message, peer }: CoapRequest,
    { deviceId }: DeviceIdentity,
    now: number,
  ): CoapAnswer | { bytes: Uint8Array } {
    const waitMs = this.perDevice.tryTake(deviceId, now);
    if (waitMs > 0) {
      this.context.telemetry.refused(deviceId, 'coap', 'too-many-requests');
      return {
        code: Code.tooManyRequests,
        options: [numberOption(Option.maxAge, Math.ceil(waitMs / 1_000))],
        keep: false,
      };
    }
    const format = uintOption(message.options, Option.contentFormat);
    if (format !== undefined && !formats.has(format)) {
      this.context.telemetry.refused(deviceId, 'coap', 'unknown-format');
      return { code: Code.unsupportedFormat, keep: true };
    }
    const parts = message.options.filter(({ number }) => number === Option.uriPath || number === Option.requestTag);
    const key = [peer.key, ...parts.map(({ value }) => Buffer.from(value).toString('hex'))].join(' ');
    const assembled = this.assembler.take(deviceId, key, message, peer.stream, now);
    if (assembled.state === 'complete') return { bytes: assembled.body };
    const { code, options } = assembled;
    if (code !== Code.continue) this.context.telemetry.refused(deviceId, 'coap', reasons[code] ?? 'bad-block');
    return { code, options, keep: code !== Code.unavailable };
  }

  private async store(
    request: CoapRequest,
    identity: DeviceIdentity,
    payload: Uint8Array,
    now: number,
  ): Promise<CoapAnswer> {
    const { options } = request.message;
    const format = uintOption(options, Option.contentFormat);
    const columns = decodePayload(payload, format, [], now);
    if (columns === null) return { code: Code.unsupportedFormat, keep: true };
    const plain = format === undefined || format === Format.json;
    const raw = plain ? payload : keptMessage(payload, format, []);
    const answer = await this.desk.answer({
      identity,
      protocol: 'coap',
      columns,
      raw: Uint8Array.from(raw),
      format: plain ? 'json' : 'opaque',
      request,
    });
    const block = options.find(({ number }) => number === Option.block1);
    // The last block is answered with its number.
    return block === undefined ? answer : { ...answer, options: [...(answer.options ?? []), block] };
  }

  /**
   * By the key of the connection, or by a credential in the path (`/s/{deviceId}.{token}`) or the query
   * (`/s/{deviceId}?t={token}`). One that shows both must mean the same device.
   */
  private async identify({ message, peer }: CoapRequest, path: readonly string[]): Promise<DeviceIdentity | null> {
    const [segment, ...rest] = path;
    if (rest.length > 0) return null;
    const token = textOptions(message.options, Option.uriQuery)?.find((text) => text.startsWith('t='));
    const shown = token === undefined ? segment : `${segment ?? ''}.${token.slice(2)}`;
    if (peer.identity !== null) {
      const named = segment?.split('.')[0];
      return named === undefined || named === peer.identity.deviceId ? peer.identity : null;
    }
    const [, deviceId, secret] = credential.exec(shown ?? '') ?? [];
    return deviceId === undefined || secret === undefined ? null : this.context.devices.authenticate(deviceId, secret);
  }
}

const formats = new Set<number>([Format.json, Format.cbor, Format.senmlJson, Format.senmlCbor]);
const reasons: Readonly<Record<number, string>> = {
  [Code.tooLarge]: 'too-large',
  [Code.incomplete]: 'missing-block',
  [Code.unavailable]: 'too-many-bodies',
};
