import { scoreBatadal } from './batadal';
import { PointCounts, scorePoints } from './points';
import { scoreSkab } from './skab';

const bits = (text: string) => Array.from(text, (bit) => bit === '1');

describe('scorePoints', () => {
  it('counts rows and runs', () => {
    const score = scorePoints(bits('0110011100'), bits('1100001110'));
    expect(score.precision).toBeCloseTo(3 / 5, 10);
    expect(score.recall).toBeCloseTo(3 / 5, 10);
    expect(score.f1).toBeCloseTo(0.6, 10);
    expect(score.tnr).toBeCloseTo(3 / 5, 10);
    expect(score.missRate).toBeCloseTo(2 / 5, 10);
    expect([score.runs, score.runsHit]).toEqual([2, 2]);
  });

  it('ends a run at the end of a table', () => {
    const counts = new PointCounts();
    counts.add(bits('01'), bits('01'));
    counts.add(bits('10'), bits('00'));
    expect(counts.score()).toMatchObject({ runs: 2, runsHit: 1 });
  });

  it('refuses flags of another length', () => {
    expect(() => scorePoints(bits('01'), bits('0'))).toThrow(RangeError);
  });
});

describe('scoreSkab', () => {
  it('leaves out the first 400 rows of every experiment', () => {
    const start = '1'.repeat(400);
    const score = scoreSkab([
      { truth: bits(`${start}1100`), flags: bits(`${'0'.repeat(400)}1010`) },
      { truth: bits(`${start}00`), flags: bits(`${start}00`) },
    ]);
    expect(score.f1).toBeCloseTo(0.5, 10);
    expect(score.falseAlarmRate).toBeCloseTo(1 / 4, 10);
    expect(score.missRate).toBeCloseTo(1 / 2, 10);
  });
});

describe('scoreBatadal', () => {
  it('joins time to detection and classification', () => {
    const score = scoreBatadal(bits('0011110000110000'), bits('0000110000000001'));
    expect(score.timeToDetect).toBeCloseTo(1 - (2 / 4 + 1) / 2, 10);
    expect(score.tpr).toBeCloseTo(2 / 6, 10);
    expect(score.tnr).toBeCloseTo(9 / 10, 10);
    expect(score.s).toBeCloseTo((score.timeToDetect + score.classification) / 2, 10);
    expect([score.attacks, score.attacksFound]).toEqual([2, 1]);
  });

  it('gives 0.75 for flagging everything and 0.25 for nothing', () => {
    const truth = bits('0011000110');
    expect(scoreBatadal(truth, bits('1111111111')).s).toBeCloseTo(0.75, 10);
    expect(scoreBatadal(truth, bits('0000000000')).s).toBeCloseTo(0.25, 10);
  });
});
