import { scoreLeakDb } from './leakdb';

const steps = (text: string) => Uint8Array.from(text, Number);
const scenario = (truth: string, flags: string) => ({ truth: steps(truth), flags: steps(flags) });

describe('score of LeakDB', () => {
  it('counts the steps of all scenarios together', () => {
    const score = scoreLeakDb([scenario('0011', '0110'), scenario('0000', '0100')]);
    expect(score).toMatchObject({ f1: 40, tpr: 50, leaks: 1 });
    expect(score.tnr).toBeCloseTo((100 * 4) / 6);
  });

  it('scores a leak the more the earlier it is flagged', () => {
    const truth = `00${'1'.repeat(11)}${'0'.repeat(20)}`;
    const held = (from: number) => `${'0'.repeat(from)}${'1'.repeat(23 - from)}${'0'.repeat(10)}`;
    expect(scoreLeakDb([scenario(truth, held(2))]).sed).toBe(100);
    expect(scoreLeakDb([scenario(truth, held(6))]).sed).toBeCloseTo(200 / (1 + Math.exp(1)));
    expect(scoreLeakDb([scenario(truth, '0'.repeat(33))]).sed).toBe(0);
  });

  it('gives nothing for a flag that is not held to the end of the window', () => {
    const truth = `${'1'.repeat(20)}${'0'.repeat(30)}`;
    expect(scoreLeakDb([scenario(truth, `${'1'.repeat(22)}${'0'.repeat(28)}`)]).sed).toBe(0);
    expect(scoreLeakDb([scenario(truth, `${'1'.repeat(23)}${'0'.repeat(27)}`)]).sed).toBe(100);
  });

  it('counts a leak to the end of the file', () => {
    expect(scoreLeakDb([scenario('0001', '0001')])).toMatchObject({ f1: 100, sed: expect.any(Number) });
  });

  it('refuses flags of another length', () => {
    expect(() => scoreLeakDb([scenario('01', '0')])).toThrow(RangeError);
  });
});
