import { createHmac } from 'node:crypto';
import type { DeviceLink, LinkReport, WireReading } from '../device-link';
import type { Hook } from './hook';
import { type LinkDevice, phoneOf, uuidOf } from './link-device';
import { type Post, cutPost, postUntilAnswered } from './post';

/** Longest text, characters: about six messages of the network. */
const MAX_TEXT = 900;

/**
 * Texts of the compact format for readings, several times in one text where there are more.
 * @param batteryPercent - charge to tell, whole %
 */
export function compactTexts(
  station: string,
  readings: readonly WireReading[],
  channels: ReadonlyMap<string, string>,
  batteryPercent: number,
): string[] {
  const texts: string[] = [];
  let text = '';
  let baseS = 0;
  let atS = 0;
  for (const { sensor_id: code, value, timestamp } of readings) {
    const seconds = Math.floor(Date.parse(timestamp) / 1_000);
    if (text === '' || text.length > MAX_TEXT) {
      if (text !== '') texts.push(text);
      baseS = seconds;
      atS = seconds;
      text = `H1 ${station} ${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
    } else if (seconds !== atS) {
      atS = seconds;
      text += seconds < baseS ? ` -${baseS - seconds}s` : ` +${seconds - baseS}s`;
    }
    text += ` ${channels.get(code) ?? code}=${value}`;
  }
  if (text !== '') texts.push(`${text} B=${batteryPercent}%`);
  return texts;
}

/** A logger that writes text messages, which a provider hands over in signed calls. */
export class SmsLink implements DeviceLink {
  private readonly phone: string;
  private paused = false;

  constructor(
    private readonly hook: Hook,
    private readonly device: LinkDevice,
  ) {
    this.phone = phoneOf(device.id);
  }

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    let rejected = 0;
    const reasons: string[] = [];
    for (const text of this.texts(readings)) {
      const { status, text: said } = await postUntilAnswered(this.post(text), () => this.paused, signal);
      const report = (status === 200 ? JSON.parse(said) : {}) as {
        refused?: string | null;
        quarantined?: number;
        conflict?: number;
      };
      if (status !== 200 || typeof report.refused === 'string') {
        reasons.push(report.refused ?? `${status}: ${said.slice(0, 200)}`);
        return { accepted: 0, rejected: readings.length, reasons };
      }
      rejected += (report.quarantined ?? 0) + (report.conflict ?? 0);
    }
    return { accepted: readings.length - rejected, rejected, reasons };
  }

  async half(readings: readonly WireReading[]): Promise<void> {
    const [text] = this.texts(readings);
    if (text !== undefined && !this.paused) await cutPost(this.post(text));
  }

  async pause(): Promise<void> {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): Promise<void> {
    return this.pause();
  }

  private texts(readings: readonly WireReading[]): string[] {
    // The charge falls by one percent a day, and starts anew every quarter of a year.
    const batteryPercent = 100 - (Math.floor(Date.now() / 86_400_000) % 90);
    return compactTexts(this.device.id.slice(0, 8), readings, this.device.channels, batteryPercent);
  }

  private post(text: string): Post {
    const body = JSON.stringify({ from: this.phone, text });
    const id = uuidOf(body);
    return {
      url: this.hook.url,
      body,
      // A repeat carries the same id, and a signature of its own.
      headers: () => {
        const timestamp = String(Math.floor(Date.now() / 1_000));
        const signed = createHmac('sha256', this.hook.secret).update(`${id}.${timestamp}.${body}`).digest('base64');
        return {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signed}`,
        };
      },
    };
  }
}
