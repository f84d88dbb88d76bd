import type { Channel, Delivery, Notification, PluginContext, PluginHealth } from '@app/plugin-sdk';
import type { WebhookConfig } from './config';
import { signatureOf } from './signature';

/** Receivers refuse larger ones; texts are cut to fit. */
const MAX_BODY = 20_000;
/** Answers that may be other ones later. */
const PASSING = new Set([408, 425, 429]);

/** Posts messages to an address, signed after Standard Webhooks. A repeat has the same id, a new time and signature. */
export class WebhookChannel implements Channel {
  private running = false;
  private last: { status: number | null; at: number } | undefined;

  constructor(
    private readonly config: WebhookConfig,
    private readonly context: PluginContext,
  ) {}

  async start(): Promise<void> {
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
  }

  async health(): Promise<PluginHealth> {
    if (!this.running) return { status: 'down', reason: 'stopped' };
    const details = { lastStatus: this.last?.status ?? 'none' };
    const failing = this.last !== undefined && (this.last.status === null || this.last.status >= 300);
    return failing
      ? { status: 'degraded', reason: 'The last message was not taken', details }
      : { status: 'up', details };
  }

  async deliver(notification: Notification): Promise<Delivery> {
    const { url, secret, earlierSecret, timeoutS } = this.config;
    const body = bodyOf(notification);
    const now = Math.floor(this.context.clock.now() / 1_000);
    const secrets = earlierSecret === undefined ? [secret] : [secret, earlierSecret];
    try {
      const { status, headers } = await this.context.fetch.request({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          'webhook-id': notification.id,
          'webhook-timestamp': String(now),
          'webhook-signature': secrets.map((each) => signatureOf(each, notification.id, now, body)).join(' '),
        },
        body,
        timeoutMs: timeoutS * 1_000,
      });
      return this.judge(status, headers['retry-after']);
    } catch (error) {
      this.last = { status: null, at: now };
      return { outcome: 'retry', reason: error instanceof Error ? error.message : String(error), retryAfterS: null };
    }
  }

  private judge(status: number, retryAfter: string | undefined): Delivery {
    this.last = { status, at: this.context.clock.now() };
    if (status >= 200 && status < 300) return { outcome: 'delivered', reference: null };
    const reason = status === 410 ? 'The receiver wants no more messages (410)' : `The receiver answered ${status}`;
    if (status >= 500 || PASSING.has(status)) {
      const seconds = Number(retryAfter);
      return { outcome: 'retry', reason, retryAfterS: Number.isFinite(seconds) && seconds > 0 ? seconds : null };
    }
    return { outcome: 'failed', reason };
  }
}

/** `{type, timestamp, data}` as the standard wants it; the text is cut where the whole would be too long. */
function bodyOf({ type, at, severity, subject, text, url, data, recipient }: Notification): string {
  const write = (shown: string, facts: unknown) =>
    JSON.stringify({
      type,
      timestamp: new Date(at).toISOString(),
      data: { severity, subject, text: shown, url, recipient, facts },
    });
  const whole = write(text, data);
  if (Buffer.byteLength(whole) <= MAX_BODY) return whole;
  const withoutText = Buffer.byteLength(write('', data));
  if (withoutText >= MAX_BODY) return write(text.slice(0, 500), null);
  // A character takes up to six bytes in JSON.
  return write(text.slice(0, Math.floor((MAX_BODY - withoutText) / 6)), data);
}
