import { type Lane, type LaneDevice, type NumberedMessage, asJson } from '../lane';

const ANSWER_MS = 30_000;

/** HTTP batches: acknowledged by status 200 and nothing quarantined. */
export class HttpLane implements Lane {
  readonly perMessage = 50;
  readonly inFlight = 5;
  readonly stepMs = 10;
  private readonly closed = new AbortController();

  constructor(
    private readonly url: string,
    private readonly device: LaneDevice,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    const { id, token } = this.device;
    try {
      const response = await fetch(`${this.url}/api/v1/telemetry`, {
        method: 'POST',
        headers: { authorization: `Bearer ${id}.${token}`, 'content-type': 'application/json' },
        body: asJson(message),
        signal: AbortSignal.any([this.closed.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      const { quarantined } = (await response.json()) as { quarantined?: number };
      return response.status === 200 && quarantined === 0;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.closed.abort();
  }
}
