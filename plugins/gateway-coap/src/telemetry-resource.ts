import { type DeviceIdentity, type GatewayContext, RateLimiter } from '@app/plugin-sdk';
import { type BodyReader, withBlock } from './body-reader';
import { Code, Format } from './coap/codes';
import { Option, textOptions, uintOption } from './coap/options';
import type { CoapAnswer, CoapRequest } from './coap/peer';
import type { CoapConfig } from './config';
import { type IntakeDesk, tooFast } from './intake';
import { keptMessage } from './kept-message';
import { decodePayload } from './payload';

const credential = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_~+/=-]{16,512})$/;

/** `/s`: takes readings. Whom it does not know it answers without content, in no more bytes than were sent. */
export class TelemetryResource {
  private readonly perDevice: RateLimiter;

  constructor(
    config: CoapConfig,
    private readonly context: GatewayContext,
    private readonly desk: IntakeDesk,
    private readonly bodies: BodyReader,
  ) {
    this.perDevice = new RateLimiter(config.requestsPerMinute);
  }

  /** @param path - below `/s` */
  async post(request: CoapRequest, path: readonly string[]): Promise<CoapAnswer> {
    const identity = await this.identify(request, path);
    if (identity === null) {
      this.context.telemetry.refused(null, 'coap', 'unauthenticated');
      return { code: Code.unauthorized, keep: false };
    }
    const now = this.context.clock.now();
    const body = this.admit(request, identity, now) ?? this.bodies.read(request, identity.deviceId, 'coap', now);
    if ('answer' in body) return body.answer;
    return withBlock(await this.store(request, identity, body.bytes, now), request);
  }

  /** Refuses what comes too fast, or in a form that cannot be read, before its body is gathered. */
  private admit(
    { message }: CoapRequest,
    { deviceId }: DeviceIdentity,
    now: number,
  ): { answer: CoapAnswer } | undefined {
    const waitMs = this.perDevice.tryTake(deviceId, now);
    if (waitMs > 0) {
      this.context.telemetry.refused(deviceId, 'coap', 'too-many-requests');
      return { answer: tooFast(waitMs) };
    }
    const format = uintOption(message.options, Option.contentFormat);
    if (format === undefined || formats.has(format)) return undefined;
    this.context.telemetry.refused(deviceId, 'coap', 'unknown-format');
    return { answer: { code: Code.unsupportedFormat, keep: true } };
  }

  private async store(
    request: CoapRequest,
    identity: DeviceIdentity,
    payload: Uint8Array,
    now: number,
  ): Promise<CoapAnswer> {
    const format = uintOption(request.message.options, Option.contentFormat);
    const columns = decodePayload(payload, format, [], now);
    if (columns === null) return { code: Code.unsupportedFormat, keep: true };
    const plain = format === undefined || format === Format.json;
    const raw = plain ? payload : keptMessage(payload, format, []);
    return this.desk.answer({
      identity,
      protocol: 'coap',
      columns,
      raw: Uint8Array.from(raw),
      format: plain ? 'json' : 'opaque',
      request,
    });
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
