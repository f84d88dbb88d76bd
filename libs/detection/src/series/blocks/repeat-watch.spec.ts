import { RepeatWatch } from '.';
import { noise } from '../../../test/readings';

const MINUTE = 60_000;

function noticed(values: readonly number[], intervalMs: number): number {
  const watch = new RepeatWatch(new Float64Array(RepeatWatch.CELLS));
  return values.findIndex((value) => watch.push(value, intervalMs));
}

describe('repeat watch', () => {
  const random = noise();
  const recorded = Array.from({ length: 4000 }, () => Math.round(500 + 100 * random()) / 10);

  it.each([
    [1, 1440],
    [5, 288],
    [15, 96],
  ])('notices a recording of readings every %d minutes, whatever its lag', (minutes, day) => {
    for (const lag of [day, day + 7, 2 * day - 13]) {
      const at = noticed([...recorded, ...recorded.slice(-lag)], minutes * MINUTE);
      expect(at).toBeGreaterThanOrEqual(4000);
      expect(at).toBeLessThan(4000 + day);
    }
  });

  it('is silent on values that are new, even if they stand still for long', () => {
    const still = recorded.flatMap((value, i) => (i % 50 === 0 ? Array<number>(40).fill(value) : [value]));
    expect(noticed(recorded, 5 * MINUTE)).toBe(-1);
    expect(noticed(still, 5 * MINUTE)).toBe(-1);
  });

  it('leaves series alone that repeat themselves by nature', () => {
    const day = Array.from({ length: 288 }, (_, i) => Math.round(100 * Math.sin((i / 288) * 2 * Math.PI)) / 10);
    expect(noticed([...day, ...day, ...day, ...day, ...day, ...day, ...day], 5 * MINUTE)).toBe(-1);
  });
});
