const NEXT = 0;
const FILLED = 1;
const HEAD = 2;

/** The last values of a series, the newest first. */
export class History {
  private readonly size: number;

  constructor(private readonly m: Float64Array) {
    this.size = m.length - HEAD;
  }

  /** Cells for so many values. */
  static cells(values: number): number {
    return HEAD + values;
  }

  get filled(): number {
    return this.m[FILLED];
  }

  push(value: number): void {
    const { m, size } = this;
    const next = m[NEXT];
    m[HEAD + next] = value;
    m[NEXT] = next + 1 === size ? 0 : next + 1;
    if (m[FILLED] < size) m[FILLED] += 1;
  }

  /** The value that came `back` pushes before the newest. */
  at(back: number): number {
    const place = this.m[NEXT] - 1 - back;
    return this.m[HEAD + (place < 0 ? place + this.size : place)];
  }

  /** Mean of `count` values that end `back` pushes before the newest. */
  mean(back: number, count: number): number {
    const { m, size } = this;
    let place = m[NEXT] - 1 - back;
    if (place < 0) place += size;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += m[HEAD + place];
      place = place === 0 ? size - 1 : place - 1;
    }
    return sum / count;
  }

  /**
   * How unlike the newest `length` values are to what came before: mean distance (Euclidean) to the three nearest of
   * `windows` earlier windows, the newest of which ends `step` values back and each other `step` before the next. 0 as
   * long as there are fewer than three. Source: nearest-neighbour novelty, as in Burnaev, Ishimtsev (2016), "Conformalized
   * density- and distance-based anomaly detection in time-series data".
   * @param phase - values that the first window ends further back, so that windows can stay where they are
   */
  novelty(length: number, windows: number, step: number, phase: number): number {
    const { m, size } = this;
    const reach = Math.min(m[FILLED], size);
    const newest = m[NEXT] - 1;
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let third = Number.POSITIVE_INFINITY;
    let back = step - phase;
    for (let k = 0; k < windows && back + length <= reach; k++, back += step) {
      let distance = 0;
      let own = newest;
      let other = newest - back;
      if (own < 0) own += size;
      if (other < 0) other += size;
      if (own - length >= -1 && other - length >= -1) {
        // Neither window crosses the end of the ring.
        for (let i = 0; i < length && distance < third; i++) {
          const difference = m[HEAD + own - i] - m[HEAD + other - i];
          distance += difference * difference;
        }
      } else {
        for (let i = 0; i < length && distance < third; i++) {
          const difference = m[HEAD + own] - m[HEAD + other];
          distance += difference * difference;
          own = own === 0 ? size - 1 : own - 1;
          other = other === 0 ? size - 1 : other - 1;
        }
      }
      if (distance >= third) continue;
      if (distance < first) {
        third = second;
        second = first;
        first = distance;
      } else if (distance < second) {
        third = second;
        second = distance;
      } else third = distance;
    }
    return third === Number.POSITIVE_INFINITY ? 0 : (Math.sqrt(first) + Math.sqrt(second) + Math.sqrt(third)) / 3;
  }
}
