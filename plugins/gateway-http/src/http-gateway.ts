import {
  type DeviceIdentity,
  type Gateway,
  type GatewayContext,
  HttpProblem,
  type KeptFrame,
  KeyReusedError,
  MAX_READINGS,
  type MountedRequest,
  type MountedResponse,
  OverloadedError,
  type PluginHealth,
  RateLimiter,
  type TelemetryColumns,
  type TelemetryMessage,
  ingestReport,
  readBody,
  telemetryBody,
  toIngestReport,
  z,
} from '@app/plugin-sdk';
import { gather } from './body';
import type { HttpConfig } from './config';
import { type WholeReader, decodeKept, readerOf } from './content-types';
import { Running, idempotencyKey, messageKey } from './idempotency';
import { Senders, isSigned } from './identity';
import { LineStreams } from './line-stream';
import { problems, reasonOf } from './problems';
import type { Signed } from './signature';
import { streamReport } from './stream-report';

/** What a request is, once it is known who sends it. */
interface Accepted extends DeviceIdentity {
  /** The body, if it had to be gathered to know that. */
  body: Uint8Array | null;
  /** Null: it came with a token. */
  signed: Signed | null;
}

/** Devices post readings with a credential or a signature; the answer comes after the commit. */
export class HttpGateway implements Gateway {
  private readonly perDevice: RateLimiter;
  private readonly senders: Senders;
  private readonly streams: LineStreams;
  private readonly marks = new Running();
  private running = false;

  constructor(
    private readonly config: HttpConfig,
    private readonly context: GatewayContext,
  ) {
    this.perDevice = new RateLimiter(config.requestsPerMinute);
    this.senders = new Senders(config, context);
    this.streams = new LineStreams(config, context, this.perDevice);
  }

  async start(): Promise<void> {
    const { path } = this.config;
    this.context.http.post(
      {
        path,
        // Only streams of lines may be longer; other bodies are counted while they are gathered.
        bodyLimit: Number.MAX_SAFE_INTEGER,
        streamed: true,
        summary: `Readings of a device, one, up to ${MAX_READINGS}, or a stream of lines; answered once they are stored durably`,
        body: telemetryBody,
        result: z.union([ingestReport, streamReport]),
      },
      (request) => this.handle(request),
    );
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
  }

  async health(): Promise<PluginHealth> {
    return this.running ? { status: 'up' } : { status: 'down', reason: 'stopped' };
  }

  /** JSON items are kept one by one and read by the platform itself; this is for the other forms. */
  async decode({ raw, receivedAt }: KeptFrame): Promise<TelemetryColumns> {
    return decodeKept(raw, receivedAt);
  }

  private async handle(request: MountedRequest): Promise<MountedResponse> {
    const accepted = await this.accept(request);
    try {
      const reader = readerOf(request);
      const { deviceId } = accepted;
      const mark = accepted.signed?.id ?? idempotencyKey(request);
      const act = () =>
        reader === 'lines' ? this.stream(request, accepted, mark) : this.message(request, accepted, mark, reader);
      return await (mark === null ? act() : this.marks.alone(deviceId, mark, act));
    } catch (error) {
      if (error instanceof KeyReusedError) throw this.counted(accepted, problems.keyReused());
      if (error instanceof OverloadedError) throw problems.unavailable(error.message, error.retryAfterS);
      if (error instanceof HttpProblem) throw this.counted(accepted, error);
      throw error;
    }
  }

  /** Who sends, and whether it may now. A token is checked before the body is read: a stranger costs little. */
  private async accept(request: MountedRequest): Promise<Accepted> {
    if (!isSigned(request.headers)) {
      const identity = await this.senders.byToken(request);
      this.charge(identity.deviceId);
      return { ...identity, body: null, signed: null };
    }
    const body = await gather(request, this.config.maxBodyBytes);
    const { signed, ...identity } = await this.senders.bySignature(request, body);
    this.charge(identity.deviceId);
    return { ...identity, body, signed };
  }

  private charge(deviceId: string): void {
    const waitMs = this.perDevice.tryTake(deviceId, this.context.clock.now());
    if (waitMs === 0) return;
    this.context.telemetry.refused(deviceId, 'http', 'too-many-requests');
    throw problems.tooMany(waitMs);
  }

  /** @param mark - of the message; null: none was given */
  private stream(request: MountedRequest, { deviceId, body }: Accepted, mark: string | null): Promise<MountedResponse> {
    const pieces = body === null ? (request.stream ?? oneOf(request.body)) : oneOf(body);
    return this.streams.take(deviceId, request, pieces, mark);
  }

  private async message(
    request: MountedRequest,
    { deviceId, body }: Accepted,
    mark: string | null,
    { decode, format }: WholeReader,
  ): Promise<MountedResponse> {
    const packed = body ?? (await gather(request, this.config.maxBodyBytes));
    const raw = await readBody({ ...request, body: packed }, this.config.maxUnpackedBytes);
    const receivedAt = this.context.clock.now();
    const columns = decode(raw, receivedAt);
    const message: TelemetryMessage = {
      deviceId,
      protocol: 'http',
      receivedAt,
      columns,
      raw,
      format,
    };
    if (mark !== null) message.key = messageKey(mark, raw);
    const report = await this.context.telemetry.submit(message, {
      whenBusy: 'refuse',
      timeoutMs: this.config.commitTimeoutMs,
    });
    const headers: Record<string, string> = report.repeated === true ? { 'idempotent-replay': 'true' } : {};
    const [whole] = columns.faults;
    if (whole !== undefined && whole.index < 0) throw new Unreadable(whole.reason, whole.detail, headers);
    const full = new URLSearchParams(request.query).get('report') === 'full';
    return { status: 200, headers, body: toIngestReport(report, full) };
  }

  /** Shows in the device's ledger, unless the message itself does: it was kept. */
  private counted({ deviceId }: Accepted, problem: HttpProblem): HttpProblem {
    if (!(problem instanceof Unreadable)) this.context.telemetry.refused(deviceId, 'http', reasonOf(problem));
    return problem;
  }
}

/** The message as a whole could not be read; it is kept aside. */
class Unreadable extends HttpProblem {
  constructor(reason: string, detail: string, headers: Readonly<Record<string, string>>) {
    super(400, `telemetry.${reason}`, 'Readings cannot be read', detail, headers);
  }

  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof HttpProblem && error.code.startsWith('telemetry.');
  }
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
