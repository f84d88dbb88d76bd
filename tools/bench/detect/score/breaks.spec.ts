import { scoreBreaks } from './breaks';

const pipe = (id: string, lengthM: number, installed = '1970-01-01') => ({ id, lengthM, installed });
const at = (name: string, date = '2020-05-01') => ({ pipe: name, date });
const pipes = [pipe('a', 10), pipe('b', 10), pipe('c', 40), pipe('d', 140), pipe('new', 10, '2019-01-01')];
const score = (scores: Record<string, number>, future = [at('a'), at('a'), at('d')]) =>
  scoreBreaks(pipes, future, new Map(Object.entries(scores)), '2019-01-01', '2022-12-31');

describe('score of pipe rankings', () => {
  it('counts pairs in order, ties as halves, and breaks on the first tenth', () => {
    // Broken: a, d. Order a, b, d, c: pairs (a,b) (a,c) (d,c) right, (d,b) wrong.
    expect(score({ a: 4, b: 3, d: 2, c: 1, new: 9 })).toEqual({
      pipes: 4,
      pipesBroken: 2,
      breaks: 3,
      auc: 0.75,
      topTenth: 2 / 3,
    });
    expect(score({ a: 1, b: 1, c: 1, d: 1 }).auc).toBe(0.5);
  });

  it('puts pipes without a score last, and looks at the days alone', () => {
    expect(score({ b: 2, c: 1 }, [at('a'), at('b', '2018-12-31'), at('c', '2023-01-01')])).toMatchObject({
      breaks: 1,
      pipesBroken: 1,
      // Last with d, with which it is tied.
      auc: 0.5 / 3,
    });
  });
});
