import {
  MAX_READINGS,
  type DeviceIdentity,
  type Gateway,
  type GatewayContext,
  type PluginHealth,
  HttpProblem,
  type MountedRequest,
  type MountedResponse,
  OverloadedError,
  RateLimiter,
  decodeTelemetryJson,
  ingestReport,
  telemetryBody,
  toIngestReport,
} from '@app/plugin-sdk';
import type { HttpConfig } from './config';

const bearer = /^Bearer ([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_~+/=-]{16,512})$/i;

/** Devices post JSON with their credential as bearer token; the answer comes after the commit. */
export class HttpGateway implements Gateway {
  private readonly perDevice: RateLimiter;
  private running = false;

  constructor(
    private readonly config: HttpConfig,
    private readonly context: GatewayContext,
  ) {
    this.perDevice = new RateLimiter(config.requestsPerMinute);
  }

  async start(): Promise<void> {
    const { path, maxBodyBytes } = this.config;
    const summary = `Readings of a device, one or up to ${MAX_READINGS}; answered once they are stored durably`;
    this.context.http.post(
      { path, bodyLimit: maxBodyBytes, summary, body: telemetryBody, result: ingestReport },
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

  private async handle(request: MountedRequest): Promise<MountedResponse> {
    const { deviceId } = await this.authenticate(request);
    this.charge(deviceId);
    const raw = this.bodyOf(request);
    const columns = decodeTelemetryJson(raw);
    const receivedAt = this.context.clock.now();
    try {
      const report = await this.context.telemetry.submit(
        { deviceId, protocol: 'http', receivedAt, columns, raw, format: 'json' },
        { whenBusy: 'refuse', timeoutMs: this.config.commitTimeoutMs },
      );
      const [whole] = columns.faults;
      if (whole !== undefined && whole.index < 0) {
        throw new HttpProblem(400, `telemetry.${whole.reason}`, 'Readings cannot be read', whole.detail);
      }
      const full = new URLSearchParams(request.query).get('report') === 'full';
      return { status: 200, body: toIngestReport(report, full) };
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error;
      throw new HttpProblem(503, 'server.unavailable', 'Temporarily unavailable', error.message, {
        'retry-after': String(error.retryAfterS),
      });
    }
  }

  /** Unknown device, wrong token and no token answer the same. */
  private async authenticate({ headers }: MountedRequest): Promise<DeviceIdentity> {
    const [, deviceId, token] = bearer.exec(headers.authorization as string) ?? [];
    const identity =
      deviceId === undefined || token === undefined ? null : await this.context.devices.authenticate(deviceId, token);
    if (identity !== null) return identity;
    throw new HttpProblem(
      401,
      'device.unauthenticated',
      'Device not recognised',
      'Send the header "Authorization: Bearer <deviceId>.<token>" with a credential that holds.',
      { 'www-authenticate': 'Bearer realm="telemetry"', date: new Date(this.context.clock.now()).toUTCString() },
    );
  }

  /** Before the body is read: a device that sends too often costs little. */
  private charge(deviceId: string): void {
    const waitMs = this.perDevice.tryTake(deviceId, this.context.clock.now());
    if (waitMs === 0) return;
    throw new HttpProblem(
      429,
      'request.too-many',
      'Too many requests',
      'The device sends more requests than it may. Put more readings into one.',
      { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
    );
  }

  /** The server has unpacked the body, within the same limit, if it came as gzip. */
  private bodyOf({ headers, body }: MountedRequest): Uint8Array {
    const type = String(headers['content-type'] ?? 'application/json');
    if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
      throw new HttpProblem(415, 'request.unsupported-media-type', 'Unsupported media type', 'Send application/json.');
    }
    return body;
  }
}
