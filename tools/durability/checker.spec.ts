import { checkLane } from './checker';

const sent = { sensors: ['A', 'B'], start: 1_000, stepMs: 10, count: 4, acknowledged: new Set([0, 1, 2]) };
const stored = (number: number, time = 1_000 + number * 10) => ({
  sensor: number % 2 === 0 ? 'A' : 'B',
  time,
  value: number,
});

describe('the set checker', () => {
  it('finds nothing wrong where all that was acknowledged is there once', () => {
    const none = { lost: 0, unexpected: 0, duplicates: 0, lostNumbers: [] };
    expect(
      checkLane(
        sent,
        [0, 1, 2].map((n) => stored(n)),
      ),
    ).toEqual(none);
    // Stored, and the acknowledgement did not get through.
    expect(
      checkLane(
        sent,
        [0, 1, 2, 3].map((n) => stored(n)),
      ),
    ).toEqual(none);
  });

  it('counts what was acknowledged and is not there', () =>
    expect(checkLane(sent, [stored(1)])).toEqual({ lost: 2, unexpected: 0, duplicates: 0, lostNumbers: [0, 2] }));

  it('counts what is there and was never sent so', () => {
    const all = [0, 1, 2].map((n) => stored(n));
    expect(checkLane(sent, [...all, stored(4)]).unexpected).toBe(1);
    expect(checkLane(sent, [...all, { sensor: 'A', time: 1_030, value: 3 }]).unexpected).toBe(1);
    expect(checkLane(sent, [...all, { sensor: 'A', time: 1_005, value: 0.5 }]).unexpected).toBe(1);
  });

  it('counts what is there twice', () =>
    expect(
      checkLane(
        sent,
        [0, 1, 2].flatMap((n) => [stored(n), stored(n, 5_000 + n)]),
      ),
    ).toEqual({
      lost: 0,
      unexpected: 3,
      duplicates: 3,
      lostNumbers: [],
    }));
});
