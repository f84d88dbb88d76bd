import { createHash } from 'node:crypto';
import {
  type DeviceIdentity,
  type GatewayContext,
  KeyReusedError,
  OverloadedError,
  type TelemetryColumns,
  type TelemetryMessage,
  type TelemetryReport,
  toIngestReport,
} from '@app/plugin-sdk';
import { Code, Format } from './coap/codes';
import { Option, numberOption, uintOption } from './coap/options';
import type { CoapAnswer, CoapRequest } from './coap/peer';

/** Lifetime of a CoAP exchange, ms: within it, a message id names one message of its sender. */
const EXCHANGE_MS = 247_000;

/** Readings of a device, decoded, with the request that brought them. */
export interface Intake {
  identity: DeviceIdentity;
  protocol: 'coap' | 'lwm2m';
  columns: TelemetryColumns;
  /** What is kept if something is refused. */
  raw: Uint8Array;
  format: 'json' | 'opaque';
  request: CoapRequest;
}

/** The answer to a device that sends more than it may. */
export function tooFast(waitMs: number): CoapAnswer {
  return {
    code: Code.tooManyRequests,
    options: [numberOption(Option.maxAge, Math.ceil(waitMs / 1_000))],
    keep: false,
  };
}

/** Hands readings to the platform, and puts its report into an answer of CoAP. */
export class IntakeDesk {
  constructor(
    private readonly context: GatewayContext,
    private readonly commitTimeoutMs: number,
  ) {}

  /** @returns 2.04 after the commit, 4.00 when nothing could be read, 5.03 when it must come again */
  async answer(intake: Intake): Promise<CoapAnswer> {
    try {
      const report = await this.submit(intake);
      const [fault] = intake.columns.faults;
      if (fault !== undefined && fault.index < 0) {
        return { code: Code.badRequest, payload: Buffer.from(fault.detail), keep: true };
      }
      // Radio time costs: the report is sent to those who ask for it.
      if (uintOption(intake.request.message.options, Option.accept) !== Format.json) {
        return { code: Code.changed, keep: true };
      }
      const payload = Buffer.from(JSON.stringify({ ...toIngestReport(report, false), results: undefined }));
      return { code: Code.changed, options: [numberOption(Option.contentFormat, Format.json)], payload, keep: true };
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error;
      return {
        code: Code.unavailable,
        options: [numberOption(Option.maxAge, Math.ceil(error.retryAfterS))],
        keep: false,
      };
    }
  }

  /** @returns after the commit. @throws as the platform's `submit` does */
  async submit({ identity, protocol, columns, raw, format, request }: Intake): Promise<TelemetryReport> {
    const receivedAt = this.context.clock.now();
    const message = { deviceId: identity.deviceId, protocol, receivedAt, columns, raw, format };
    const options = { whenBusy: 'refuse', timeoutMs: this.commitTimeoutMs } as const;
    const key = keyOf(request, raw, receivedAt);
    try {
      return await this.context.telemetry.submit(key === undefined ? message : { ...message, key }, options);
    } catch (error) {
      if (!(error instanceof KeyReusedError)) throw error;
      // The device used a message id anew too soon, as one that lost its power does. What it says is new all the same.
      return this.context.telemetry.submit(message, options);
    }
  }
}

/**
 * Names a confirmable message by its sender's address, its id, its token and the time window in which they belong
 * together: so that its repetition is known as such even by a process that has started since. A message id alone says
 * nothing after four minutes.
 */
function keyOf({ exchange }: CoapRequest, raw: Uint8Array, now: number): TelemetryMessage['key'] {
  if (exchange === null) return undefined;
  const digest = createHash('sha256').update(raw).digest('hex');
  return { id: `${exchange}#${Math.floor(now / EXCHANGE_MS)}`.slice(0, 200), digest };
}
