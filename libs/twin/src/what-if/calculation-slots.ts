import { DomainError } from '@app/kernel';
import { Injectable } from '@nestjs/common';

/** Calculations that people may have running at a time in this process. */
const MOST = 2;

/** Keeps calculations that people ask for from taking the whole machine. */
@Injectable()
export class CalculationSlots {
  private running = 0;

  /** @throws {DomainError} too-many when others are being calculated */
  async run<T>(calculation: () => Promise<T>): Promise<T> {
    if (this.running >= MOST) {
      throw new DomainError('too-many', 'twin.busy', 'Too many calculations', {
        detail: 'Other calculations are running. Try again in a few seconds.',
      });
    }
    this.running += 1;
    try {
      return await calculation();
    } finally {
      this.running -= 1;
    }
  }
}
