import * as fc from 'fast-check';
import { massBalance, mergeSteps } from './mass-balance';
import { SlotMean, SlotSum } from './slot-sum';
import { SLOT_MS, type SlotSeries, amountOf, cut, flowOfCounter, storageFlow } from './slots';

const from = Date.parse('2026-06-01T00:00:00Z');
const series = (values: number[]): SlotSeries => ({
  from,
  values: Float64Array.from(values),
  shares: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
});

describe('slots', () => {
  it('are missing in a sum where one part is missing', () => {
    const sum = new SlotSum(from, 3);
    sum.add(series([10, 10, Number.NaN]), 1);
    sum.add(series([4, 3, 2]), -1);
    const total = sum.series();
    expect([...total.values]).toEqual([6, 7, Number.NaN]);
    expect([...total.shares]).toEqual([1, 1, 0]);
    const nothing = new SlotSum(from, 2).series();
    expect([[...nothing.values], [...nothing.shares]]).toEqual([
      [Number.NaN, Number.NaN],
      [0, 0],
    ]);
  });

  it('have a mean of what is there', () => {
    const mean = new SlotMean(from, 3);
    expect(mean.series()).toBeNull();
    mean.add(series([10, 10, Number.NaN]));
    mean.add(series([20, Number.NaN, Number.NaN]));
    expect([...(mean.series()?.values ?? [])]).toEqual([15, 10, Number.NaN]);
    expect([...(mean.series()?.shares ?? [])]).toEqual([1, 0.5, 0]);
  });

  it('are missing outside of what was read', () => {
    const part = cut(series([1, 2]), from + SLOT_MS, from + 3 * SLOT_MS);
    expect([...part.values]).toEqual([2, Number.NaN]);
  });

  it('tell the flow of a counter between its readings, not across a gap or a reset', () => {
    const at = [-10, 10, 25, 40, 200, 215, 230, 245].map((minute) => from + minute * 60_000);
    const shown = [100, 102, 103.5, 105, 121, 2, 3.5, 5];
    const flow = flowOfCounter(at, shown, from, 16, 30 * 60_000);
    expect(flow.values[0]).toBeCloseTo(6);
    expect(flow.values[1]).toBeCloseTo(6);
    expect(flow.values.slice(3, 14).every(Number.isNaN)).toBe(true);
    expect(flow.values[15]).toBeCloseTo(6);
  });

  it('tell what a tank gains', () => {
    const gain = storageFlow(series([2, 2.1, 2.2, 2.3]), 50);
    expect(gain.values[1]).toBeCloseTo(20);
    expect(gain.values[3]).toBeCloseTo(20);
  });

  it('add up: steps to days and days to months, exactly, whatever is missing', () => {
    const value = fc.oneof(fc.double({ min: -500, max: 5_000, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value, { minLength: 96, maxLength: 96 * 6 }), (values) => {
        const days = Math.floor(values.length / 96);
        const flows = { inlets: series(values), outlets: null, storage: null, metered: null };
        const edges = Array.from({ length: days + 1 }, (_, day) => from + day * 96 * SLOT_MS);
        const hours = Array.from({ length: days * 24 + 1 }, (_, hour) => from + hour * 4 * SLOT_MS);
        const daily = massBalance(flows, edges);
        const whole = amountOf(flows.inlets, 0, days * 96).millilitres;
        expect(daily.reduce((sum, { inflow }) => sum + inflow, 0)).toBe(whole);
        expect(mergeSteps(massBalance(flows, hours))?.inflow).toBe(whole);
        expect(mergeSteps(daily)?.residual).toBe(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('balance a zone with tank, outlet and meters', () => {
    const [step] = massBalance(
      {
        inlets: series([100, 100, 100, 100]),
        outlets: series([20, 20, 20, 20]),
        storage: series([10, 10, -10, 10]),
        metered: series([50, 50, 50, Number.NaN]),
      },
      [from, from + 4 * SLOT_MS],
    );
    expect(step).toMatchObject({
      inflow: 100e6,
      outflow: 20e6,
      storage: 5e6,
      metered: 37.5e6,
      residual: 37.5e6,
      completeness: 0.75,
    });
  });
});
