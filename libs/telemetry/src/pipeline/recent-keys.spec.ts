import { KeyReusedError, type TelemetryReport } from '@app/plugin-sdk';
import { RecentKeys } from './recent-keys';

const report: TelemetryReport = {
  stored: 1,
  duplicate: 0,
  conflict: 0,
  late: 0,
  quarantined: 0,
  outcomes: new Uint8Array(1),
  faults: [],
};

describe('recent marks', () => {
  it('lets a repeat wait for the first, and share its failure', async () => {
    const keys = new RecentKeys();
    let fail: (error: Error) => void = () => undefined;
    const failing = () => new Promise<TelemetryReport>((_, reject) => (fail = reject));
    const first = keys.once('d', { id: 'a', digest: '1' }, failing);
    const repeat = keys.once('d', { id: 'a', digest: '1' }, () => Promise.resolve(report));
    expect([first.repeated, repeat.repeated]).toEqual([false, true]);
    fail(new Error('not stored'));
    await expect(first.report).rejects.toThrow('not stored');
    await expect(repeat.report).rejects.toThrow('not stored');
    const after = keys.once('d', { id: 'a', digest: '2' }, () => Promise.resolve(report));
    expect(await after.report).toBe(report);
    await expect(keys.once('d', { id: 'a', digest: '1' }, () => Promise.resolve(report)).report).rejects.toThrow(
      KeyReusedError,
    );
  });

  it('forgets the oldest, never one that is being stored', async () => {
    const keys = new RecentKeys(3);
    const endless = () => new Promise<TelemetryReport>(() => undefined);
    keys.once('d', { id: 'open', digest: '1' }, endless);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await keys.once('d', { id, digest: '1' }, async () => report).report;
    const isKnown = (id: string) => keys.once('d', { id, digest: '1' }, endless).repeated;
    expect(['open', 'e', 'd', 'c'].map(isKnown)).toEqual([true, true, true, true]);
    expect(isKnown('a')).toBe(false);
  });

  it('takes a mark for a new one after seven days', async () => {
    const keys = new RecentKeys();
    const now = Date.now();
    const once = (at: number) => keys.once('d', { id: 'a', digest: '1' }, async () => report, at);
    await once(now).report;
    expect(once(now + 7 * 86_400_000 - 1).repeated).toBe(true);
    expect(once(now + 7 * 86_400_000 + 1).repeated).toBe(false);
  });
});
