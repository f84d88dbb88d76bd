import { SeriesStateError } from '../series-detector';

/**
 * Hands out the parts of one memory to the blocks of a detector, always in the same order, so that copying the memory
 * copies the detector. Every block takes zeros for "nothing seen yet".
 */
export class Allotment {
  private next = 0;

  constructor(readonly cells: Float64Array) {}

  /** The next `count` cells, as a view. */
  take(count: number): Float64Array {
    const from = this.next;
    this.next += count;
    if (this.next > this.cells.length) throw new SeriesStateError('it is too short');
    return this.cells.subarray(from, this.next);
  }
}

/** Cells of the header that {@link newMemory} writes and {@link checkedMemory} tests. */
export const HEADER_CELLS = 2;

/**
 * An empty memory with its header.
 * @param form - a number that changes whenever the meaning of the cells does (kind and version)
 * @param cells - cells of the blocks, without the header
 */
export function newMemory(form: number, cells: number): Float64Array {
  const memory = new Float64Array(HEADER_CELLS + cells);
  memory[0] = form;
  memory[1] = cells;
  return memory;
}

/** A copy of a saved memory; throws a `SeriesStateError` if it is not of this form and size. */
export function checkedMemory(memory: Float64Array, form: number, cells: number): Float64Array {
  if (memory.length !== HEADER_CELLS + cells || memory[1] !== cells) throw new SeriesStateError('its size differs');
  if (memory[0] !== form) throw new SeriesStateError('it is of another kind or version');
  return memory.slice();
}
