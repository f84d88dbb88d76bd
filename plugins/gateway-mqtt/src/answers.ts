import { createHash } from 'node:crypto';
import type { Counts } from './single-readings-group';

/** What a device is told of one of its messages: its digest, and how many readings became what. */
interface Answer extends Counts {
  sha256: string;
}

/** Answers in one publication at most. */
const MOST_TOGETHER = 100;

/** Gathers what devices are to be told of their messages: those stored by one commit are told in one publication for each device. */
export class Answers {
  private byDevice = new Map<string, Answer[]>();

  /** @param tell - publishes a text to a device */
  constructor(private readonly tell: (deviceId: string, text: string) => void) {}

  add(deviceId: string, payload: Buffer, { stored, duplicate, conflict, late, quarantined }: Counts): void {
    if (this.byDevice.size === 0) setImmediate(() => this.flush());
    const sha256 = createHash('sha256').update(payload).digest('hex');
    const answer = { sha256, stored, duplicate, conflict, late, quarantined };
    const known = this.byDevice.get(deviceId);
    if (known === undefined) this.byDevice.set(deviceId, [answer]);
    else if (known.push(answer) === MOST_TOGETHER) {
      this.byDevice.set(deviceId, []);
      this.publish(deviceId, known);
    }
  }

  /** Tells what has gathered, which otherwise happens by itself in the same turn. */
  flush(): void {
    const { byDevice } = this;
    this.byDevice = new Map();
    for (const [deviceId, messages] of byDevice) if (messages.length > 0) this.publish(deviceId, messages);
  }

  private publish(deviceId: string, messages: Answer[]): void {
    this.tell(deviceId, JSON.stringify({ type: 'ack', messages }));
  }
}
