import type { Readable } from 'node:stream';

const WINDOW_MS = 1_000;

/** Lets a stream bring so much within a second; what is beyond waits at its sender, until the second is over. */
export class Throttle {
  private used = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param share - what is read within a second, in units of {@link take} */
  constructor(
    private readonly stream: Readable,
    private readonly share: number,
  ) {}

  /** Counts what has come. @returns whether the stream has to wait now, and did not before */
  take(amount: number): boolean {
    this.timer ??= setTimeout(() => this.begin(), WINDOW_MS).unref();
    const before = this.used;
    this.used += amount;
    if (this.used <= this.share || before > this.share) return false;
    this.stream.pause();
    return true;
  }

  private begin(): void {
    this.timer = undefined;
    this.used = 0;
    this.stream.resume();
  }
}
