import { hash } from 'node:crypto';
import type { Counts } from './single-readings-group';

/** Answers in one publication at most. */
const MOST_TOGETHER = 100;
/** How long an answer waits for others of its device, ms: a publication costs the broker as much as a message. */
const GATHERING_MS = 100;

/** Gathers what devices are to be told of their messages: answers of the same moment go in one publication for each device. */
export class Answers {
  private byDevice = new Map<string, string[]>();
  private timer: NodeJS.Timeout | undefined;

  /** @param tell - publishes a text to a device */
  constructor(private readonly tell: (deviceId: string, text: string) => void) {}

  /** Tells the device soon: by the digest of the message, and how many of its readings became what. */
  add(deviceId: string, payload: Buffer, { stored, duplicate, conflict, late, quarantined }: Counts): void {
    this.timer ??= setTimeout(() => this.flush(), GATHERING_MS);
    const answer = `{"sha256":"${hash('sha256', payload)}","stored":${stored},"duplicate":${duplicate},"conflict":${conflict},"late":${late},"quarantined":${quarantined}}`;
    const known = this.byDevice.get(deviceId);
    if (known === undefined) this.byDevice.set(deviceId, [answer]);
    else if (known.push(answer) === MOST_TOGETHER) {
      this.byDevice.delete(deviceId);
      this.publish(deviceId, known);
    }
  }

  /** Tells what has gathered, which otherwise happens by itself. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { byDevice } = this;
    this.byDevice = new Map();
    for (const [deviceId, messages] of byDevice) this.publish(deviceId, messages);
  }

  private publish(deviceId: string, messages: readonly string[]): void {
    this.tell(deviceId, `{"type":"ack","messages":[${messages.join(',')}]}`);
  }
}
