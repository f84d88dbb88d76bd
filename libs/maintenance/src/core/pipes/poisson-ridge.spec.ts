import { Random } from '@app/simulation';
import { fitPoissonRidge, predictorOf, scaleOf, varianceOf } from './poisson-ridge';

/** Rows with known coefficients: 0.4 + 0.8 a - 0.5 b. */
function sample(count: number) {
  const random = new Random('poisson');
  const x = new Float64Array(count * 3);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [random.range(-1, 1), random.chance(0.3) ? 1 : 0];
    x.set([1, a, b], i * 3);
    const mean = Math.exp(0.4 + 0.8 * a - 0.5 * b);
    // Exponential waiting times count a Poisson number.
    for (let time = random.exponential(1); time < mean; time += random.exponential(1)) y[i] = (y[i] as number) + 1;
  }
  return { x, width: 3, y };
}

describe('Poisson regression', () => {
  const rows = sample(20_000);
  const columns = scaleOf(rows);
  const free = Float64Array.of(1e-6, 1e-6, 1e-6);

  it('finds the coefficients that made the counts', () => {
    const fit = fitPoissonRidge(rows, columns, free, null);
    const at = (a: number, b: number) => predictorOf(fit, [1, a, b]);
    expect(at(0, 0)).toBeCloseTo(0.4, 1);
    expect(at(1, 0) - at(0, 0)).toBeCloseTo(0.8, 1);
    expect(at(0, 1) - at(0, 0)).toBeCloseTo(-0.5, 1);
    expect(Math.sqrt(varianceOf(fit, [1, 0, 0]))).toBeLessThan(0.02);
  });

  it('gives the logarithm of the mean without columns', () => {
    const y = Float64Array.of(0, 1, 2, 5);
    const alone = { x: Float64Array.of(1, 1, 1, 1), width: 1, y };
    const fit = fitPoissonRidge(alone, scaleOf(alone), Float64Array.of(0), null);
    expect(fit.beta[0]).toBeCloseTo(Math.log(2), 9);
    // Variance of the logarithm of a mean of counts: 1 / sum.
    expect(fit.covariance[0]).toBeCloseTo(1 / 8, 9);
  });

  it('stays at the coefficients it is drawn to as the penalty grows, and bears rows that say nothing', () => {
    const centre = Float64Array.of(0.1, -2, 3);
    const held = fitPoissonRidge(rows, columns, Float64Array.of(1e12, 1e12, 1e12), centre);
    held.beta.forEach((beta, index) => expect(beta).toBeCloseTo(centre[index] as number, 4));
    const nothing = { x: Float64Array.of(1, 0, 0), width: 3, y: Float64Array.of(0) };
    const fit = fitPoissonRidge(nothing, scaleOf(nothing), Float64Array.of(1, 1, 1), null);
    expect(fit.beta.every(Number.isFinite)).toBe(true);
  });
});
