import { LeakReferee } from './leak-referee';

const day = 8;

describe('LeakReferee', () => {
  it('takes a smaller leak within four days as what the first one left, a larger one or another zone as new', () => {
    const referee = new LeakReferee();
    expect(referee.acceptsPressure(0, 100, 5, 5)).toBe(true);
    expect(referee.acceptsPressure(0, 100 + 3 * day, 4, 9)).toBe(false);
    expect(referee.acceptsPressure(0, 100 + 3 * day, 4, 9, true)).toBe(true);
    expect(referee.acceptsPressure(1, 100 + 3 * day, 4, 4)).toBe(true);
    expect(referee.acceptsPressure(0, 100 + 3 * day, 6, 11)).toBe(true);
    expect(referee.acceptsPressure(0, 100 + 8 * day, 1, 12)).toBe(true);
    expect(referee.acceptsPressure(0, 104 + 8 * day, 0.5, 12, true)).toBe(false);
  });

  it('announces inflow that goes on growing once', () => {
    const referee = new LeakReferee();
    expect(referee.acceptsInflow(0, 100, 2, 0)).toBe(true);
    for (let at = 1; at < 10; at += 1) expect(referee.acceptsInflow(0, 100 + 5 * at * day, 2, 0)).toBe(false);
    expect(referee.acceptsInflow(0, 100 + 60 * day, 2, 0)).toBe(true);
  });

  it('takes no inflow as new that has fallen, or that growth of known leaks or an alarm just raised explains', () => {
    const referee = new LeakReferee();
    expect(referee.acceptsInflow(0, 100, -3, 0)).toBe(false);
    expect(referee.acceptsPressure(0, 110, 5, 5)).toBe(true);
    expect(referee.acceptsInflow(0, 110 + 2 * day, 5, 5)).toBe(false);
    expect(referee.acceptsInflow(0, 110 + 30 * day, 3, 8)).toBe(false);
    expect(referee.acceptsInflow(0, 110 + 60 * day, 3, 8)).toBe(true);
  });
});
