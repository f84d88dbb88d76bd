import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 250;
const QUIET_MS = 1_000;
const QUIET_AT_MOST_MS = 60_000;

/** Asks all the time whether a process lives, and how much memory it has. */
export class Watch {
  /** Longest time that an answer took, ms. */
  slowestMs = 0;
  /** Times that no answer came within 2 s. */
  hangs = 0;
  peakMiB = 0;
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly pid: number,
  ) {
    this.running = this.run();
  }

  /** Memory in use now, MiB. @throws when the process is gone */
  residentMiB(): number {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kib) / 1_024);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const began = performance.now();
      const alive = await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!alive) this.hangs += 1;
      this.slowestMs = Math.max(this.slowestMs, Math.round(performance.now() - began));
      try {
        this.peakMiB = Math.max(this.peakMiB, this.residentMiB());
      } catch {
        // It is gone: the hangs tell.
      }
      await delay(EVERY_MS);
    }
  }
}

/** Waits until the platform has counted nothing more of a protocol for a second, at most a minute. */
export async function untilQuiet(url: string, protocol: string): Promise<void> {
  const deadline = Date.now() + QUIET_AT_MOST_MS;
  for (let before = -1; Date.now() < deadline; await delay(QUIET_MS)) {
    const counted = (await countedBy(url)).get(protocol) ?? 0;
    if (counted === before) return;
    before = counted;
  }
}

/** Messages that the platform says it has counted, by protocol: readings of every outcome, and what was turned away. */
export async function countedBy(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = new Map<string, number>();
  for (const [, labels = '', value] of text.matchAll(
    /^hydrant_(?:ingest_readings|gateway_refused)_total\{([^}]*)\} ([\d.e+]+)$/gm,
  )) {
    const protocol = /protocol="([^"]*)"/.exec(labels)?.[1];
    if (protocol !== undefined) counts.set(protocol, (counts.get(protocol) ?? 0) + Number(value));
  }
  return counts;
}
