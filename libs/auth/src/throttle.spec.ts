import { AttemptMemory, waitAfterS } from './throttle';

describe('waitAfterS', () => {
  it('is nothing for a few slips, doubles, and always ends', () => {
    expect([1, 4, 5, 6, 7, 10, 14, 15, 99].map(waitAfterS)).toEqual([0, 0, 1, 2, 4, 32, 512, 900, 900]);
    expect(waitAfterS(100)).toBe(21_600);
    expect(waitAfterS(1_000_000)).toBe(21_600);
  });
});

describe('AttemptMemory', () => {
  it('counts attempts that begin at once, lets go after the wait, and forgets after success', () => {
    const memory = new AttemptMemory();
    const allowed = Array.from({ length: 50 }, () => memory.begin('a', 0)).filter((wait) => wait === 0);
    expect(allowed).toHaveLength(5);
    expect(memory.begin('a', 500)).toBe(1);
    expect(memory.begin('a', 1_000)).toBe(0);
    expect(memory.begin('a', 2_500)).toBe(1);
    expect(memory.begin('b', 2_500)).toBe(0);
    memory.succeed('a');
    expect(memory.begin('a', 2_501)).toBe(0);
  });

  it('forgets after a day', () => {
    const memory = new AttemptMemory();
    for (let time = 0; time < 10; time += 1) memory.begin('a', 0);
    expect(memory.begin('a', 86_400_001)).toBe(0);
    expect(memory.begin('a', 86_400_002)).toBe(0);
  });
});
