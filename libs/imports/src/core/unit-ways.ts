import { CANONICAL_UNIT } from '@app/contracts';
import { type Quantity, UnitError, canonicalUnits, conversionTo, quantities } from '@app/kernel';

/** No way from this unit to that quantity. */
export const NO_WAY = -1;

/** Ways from sent units to canonical ones, by number, so that the path of a row compares numbers only. */
export class UnitWays {
  /** canonical = sent * factor + offset */
  readonly factors: number[] = [];
  readonly offsets: number[] = [];
  private readonly known = new Map<string, number>();

  /** @param quantity - place in the kernel's list @returns number of the way; {@link NO_WAY} when the unit does not fit */
  find(quantity: number, unit: string): number {
    const key = `${quantity} ${unit}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const way = this.add(quantities[quantity] as Quantity, unit);
    // Unknown spellings come from outside and are not remembered without bound.
    if (this.known.size < 10_000) this.known.set(key, way);
    return way;
  }

  private add(quantity: Quantity, unit: string): number {
    try {
      const { factor, offset } = conversionTo(quantity, unit === CANONICAL_UNIT ? canonicalUnits[quantity] : unit);
      this.offsets.push(offset);
      return this.factors.push(factor) - 1;
    } catch (error) {
      if (error instanceof UnitError) return NO_WAY;
      throw error;
    }
  }
}
