import { array, assert, double, integer, property } from 'fast-check';
import { invertPositive } from './cholesky';
import { layoutFeatures } from './features';
import { addToGram, ridgeEachFromOthers } from './ridge';
import { lagOneCorrelation, quantile, reportingStep, roundTo } from './statistics';
import { TrailingMedian } from './trailing-median';

describe('invertPositive', () => {
  it('gives the inverse worked out by hand', () => {
    const inverse = invertPositive(Float64Array.of(4, 2, 2, 3), 2);
    [3 / 8, -2 / 8, -2 / 8, 4 / 8].forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 12));
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => invertPositive(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});

describe('ridgeEachFromOthers', () => {
  it('gives the weights of a ridge regression solved directly, without the own value', () => {
    const layout = layoutFeatures(Int32Array.of(0, 1), new Int32Array(0), 1000, 0, 1000);
    if (layout === null) throw new Error('no layout');
    const gram = new Float64Array(layout.width ** 2);
    const rows = Array.from({ length: 50 }, (_, i) =>
      Float64Array.of(Math.sin(i), Math.cos(2 * i), Math.sin(i - 1), Math.cos(2 * i - 2), 1),
    );
    rows.forEach((row) => addToGram(gram, row));
    const weights = ridgeEachFromOthers(layout, gram).subarray(0, layout.width);
    expect(weights[0]).toBe(0);
    // Normal equations of the first signal on the four others: sum x (y - w x) = penalty w.
    for (let feature = 1; feature < layout.width; feature += 1) {
      const left = rows.reduce(
        (sum, row) =>
          sum +
          (row[feature] as number) *
            ((row[0] as number) - row.reduce((all, x, j) => all + x * (weights[j] as number), 0)),
        0,
      );
      expect(left).toBeCloseTo(weights[feature] as number, 8);
    }
  });
});

describe('TrailingMedian', () => {
  it('agrees with sorting the last values', () => {
    assert(
      property(
        array(double({ noNaN: true, min: -5, max: 5 }), { minLength: 1, maxLength: 60 }),
        integer({ min: 1, max: 9 }),
        (values, size) => {
          const median = new TrailingMedian(new Float64Array(TrailingMedian.sizeOf(size)), size);
          values.forEach((value, at) => {
            median.push(value);
            const last = Float64Array.from(values.slice(Math.max(0, at + 1 - size), at + 1));
            expect(median.median).toBeCloseTo(quantile(last, 0.5), 10);
          });
        },
      ),
    );
  });
});

describe('statistics', () => {
  it('finds the step in which a signal is reported', () => {
    expect(reportingStep([1, 2, Number.NaN, 5])).toBe(1);
    expect(reportingStep([1.25, 2.5])).toBe(0.01);
    expect(reportingStep([Math.PI])).toBe(0);
    expect(roundTo(1.237, 0.01)).toBeCloseTo(1.24, 12);
    expect(roundTo(1.237, 0)).toBe(1.237);
  });

  it('leaves missing values out of a quantile', () => {
    expect(quantile(Float64Array.of(3, Number.NaN, 1), 0.5)).toBe(2);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('tells lasting noise from fleeting noise, spikes or not', () => {
    const lasting = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i / 9));
    const fleeting = Float64Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    lasting[50] = 1000;
    expect(lagOneCorrelation(lasting)).toBeGreaterThan(0.8);
    expect(lagOneCorrelation(fleeting)).toBeLessThan(-0.8);
    expect(lagOneCorrelation(new Float64Array(5))).toBe(0);
  });
});
