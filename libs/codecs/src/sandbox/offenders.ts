import type { CodecFailure } from './limits';

/** Ends that cost everybody time. */
const COSTLY: ReadonlySet<CodecFailure> = new Set(['time', 'memory', 'stack', 'internal']);
const PATIENCE = 5;
const PAUSE_MS = 60_000;
const MAX_CODECS = 10_000;

/** Codecs that had to be stopped again and again rest for a minute, so that they do not use up the time of the others. */
export class Offenders {
  private readonly records = new Map<string, { inARow: number; until: number; detail: string }>();

  constructor(private readonly now: () => number) {}

  /** Why a codec is not run now; null: it is. */
  refusal(key: string | null): { failure: 'paused'; detail: string } | null {
    if (key === null) return null;
    const record = this.records.get(key);
    if (record === undefined || record.until <= this.now()) return null;
    const detail = `it had to be stopped ${PATIENCE} times in a row (${record.detail}) and rests for a minute`;
    return { failure: 'paused', detail };
  }

  /** @param failure - null: the codec gave a result */
  note(key: string | null, failure: CodecFailure | null): void {
    if (key === null) return;
    if (failure === null || !COSTLY.has(failure)) {
      this.records.delete(key);
      return;
    }
    const inARow = (this.records.get(key)?.inARow ?? 0) + 1;
    const until = inARow >= PATIENCE ? this.now() + PAUSE_MS : 0;
    // After the pause one more failure is enough for the next.
    this.records.set(key, { inARow: Math.min(inARow, PATIENCE), until, detail: failure });
    const [oldest] = this.records.keys();
    if (this.records.size > MAX_CODECS && oldest !== undefined) this.records.delete(oldest);
  }
}
