import type { Lane, NumberedMessage } from '../lane';
import { uplinkEvent } from './chirpstack-event';

const ANSWER_MS = 30_000;

/** ChirpStack's webhook, by a sender that repeats: acknowledged by a 2xx that says it was stored. */
export class LorawanHookLane implements Lane {
  readonly perMessage = 1;
  readonly inFlight = 6;
  readonly stepMs = 20;
  private readonly closed = new AbortController();

  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly eui: string,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}?event=up`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hydrant-secret': this.secret },
        body: uplinkEvent(this.eui, message),
        signal: AbortSignal.any([this.closed.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      const { stored = 0, duplicate = 0, late = 0 } = (await response.json()) as Partial<Record<string, number>>;
      // A device that the platform does not know yet is answered by 200, too.
      return response.ok && stored + duplicate + late === this.perMessage;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.closed.abort();
  }
}
