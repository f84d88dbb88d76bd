import type { InpNetwork } from '../network';

/** Distances between the middles of pipes, along pipes, m. */
export class PipeDistances {
  private readonly neighbours = new Map<string, { readonly node: string; readonly length: number }[]>();
  private readonly pipes = new Map<string, { readonly from: string; readonly to: string; readonly length: number }>();
  private readonly known = new Map<string, ReadonlyMap<string, number>>();

  /** @param toM - metres of one length unit of the network */
  constructor(network: Pick<InpNetwork, 'pipes'>, toM: number) {
    for (const { id, from, to, length } of network.pipes) {
      const lengthM = length * toM;
      this.pipes.set(id, { from, to, length: lengthM });
      for (const [a, b] of [
        [from, to],
        [to, from],
      ] as const) {
        const list = this.neighbours.get(a);
        if (list) list.push({ node: b, length: lengthM });
        else this.neighbours.set(a, [{ node: b, length: lengthM }]);
      }
    }
  }

  /** Infinity when no pipes lead from one to the other. @throws {RangeError} for an unknown pipe */
  between(a: string, b: string): number {
    if (a === b) return 0;
    const [p, q] = [this.pipe(a), this.pipe(b)];
    let least = Infinity;
    for (const end of [p.from, p.to]) {
      const distances = this.fromNode(end);
      for (const other of [q.from, q.to]) least = Math.min(least, distances.get(other) ?? Infinity);
    }
    return least + (p.length + q.length) / 2;
  }

  private pipe(id: string): { readonly from: string; readonly to: string; readonly length: number } {
    const pipe = this.pipes.get(id);
    if (!pipe) throw new RangeError(`The network has no pipe '${id}'.`);
    return pipe;
  }

  /** Dijkstra with a binary heap. */
  private fromNode(start: string): ReadonlyMap<string, number> {
    const before = this.known.get(start);
    if (before) return before;
    const distances = new Map([[start, 0]]);
    const heap: { node: string; distance: number }[] = [{ node: start, distance: 0 }];
    for (let next = pop(heap); next !== undefined; next = pop(heap)) {
      if (next.distance > (distances.get(next.node) ?? Infinity)) continue;
      for (const { node, length } of this.neighbours.get(next.node) ?? []) {
        const distance = next.distance + length;
        if (distance >= (distances.get(node) ?? Infinity)) continue;
        distances.set(node, distance);
        push(heap, { node, distance });
      }
    }
    this.known.set(start, distances);
    return distances;
  }
}

interface Entry {
  readonly node: string;
  readonly distance: number;
}

function push(heap: Entry[], entry: Entry): void {
  heap.push(entry);
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if ((heap[parent] as Entry).distance <= (heap[at] as Entry).distance) return;
    [heap[parent], heap[at]] = [heap[at] as Entry, heap[parent] as Entry];
    at = parent;
  }
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  heap[0] = last;
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let least = at;
    if (left < heap.length && (heap[left] as Entry).distance < (heap[least] as Entry).distance) least = left;
    if (right < heap.length && (heap[right] as Entry).distance < (heap[least] as Entry).distance) least = right;
    if (least === at) return top;
    [heap[least], heap[at]] = [heap[at] as Entry, heap[least] as Entry];
    at = least;
  }
}
