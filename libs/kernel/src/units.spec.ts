import { assert, constant, constantFrom, double, property, tuple } from 'fast-check';
import { UnitError, canonicalUnits, conversionTo, fromCanonical, quantities, unitsOf } from './units';

const convert = (quantity: (typeof quantities)[number], value: number, unit: string) => {
  const { factor, offset } = conversionTo(quantity, unit);
  return value * factor + offset;
};

describe('units', () => {
  it.each([
    ['pressure', 3.5, 'bar', 350],
    ['pressure', 1, 'm[H2O]', 9.80665],
    ['pressure', 1, 'psi', 6.894757],
    ['flow', 1, 'L/s', 3.6],
    ['flow', 1, 'MGD', 3785.411784 / 24],
    ['flow', 1, '[cft_i]/s', 0.028316846592 * 3600],
    ['temperature', 212, '[degF]', 100],
    ['temperature', 273.15, 'K', 0],
    ['level', 1, '[ft_i]', 0.3048],
    ['conductivity', 1, 'mS/cm', 1000],
  ] as const)('%s: %d %s is %d canonical', (quantity, value, unit, expected) => {
    expect(convert(quantity, value, unit)).toBeCloseTo(expected, 5);
  });

  it.each([
    ['pressure', 'L/s'],
    ['flow', 'bar'],
    ['pressure', 'parsec'],
    ['pressure', '__proto__'],
    ['pressure', 'constructor'],
    ['pressure', ''],
  ] as const)('refuses %s in %s', (quantity, unit) => {
    expect(() => conversionTo(quantity, unit)).toThrow(UnitError);
  });

  it('keeps the canonical unit as it is and round-trips every unit', () => {
    for (const quantity of quantities)
      expect(conversionTo(quantity, canonicalUnits[quantity])).toEqual({ factor: 1, offset: 0 });
    assert(
      property(
        constantFrom(...quantities).chain((quantity) => tuple(constant(quantity), constantFrom(...unitsOf(quantity)))),
        double({ min: -1e6, max: 1e6, noNaN: true }),
        ([quantity, unit], value) => {
          expect(fromCanonical(quantity, convert(quantity, value, unit), unit)).toBeCloseTo(value, 3);
        },
      ),
    );
  });
});
