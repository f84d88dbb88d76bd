/** A node of the network; stores are tanks and reservoirs. */
export interface NetworkNode {
  /** Asset id. */
  readonly id: string;
  readonly isStore: boolean;
}

/** A link of the network. */
export interface NetworkLink {
  /** Asset id. */
  readonly id: string;
  /** Nodes at its ends, asset ids. */
  readonly from: string;
  readonly to: string;
  /** 0 for pumps and valves. */
  readonly lengthM: number;
  readonly isOpen: boolean;
  /** A pump or a valve that holds a pressure or a flow: the pressure on one side says little about that on the other. */
  readonly partsPressures: boolean;
}

/** A way to another node. */
interface Step {
  readonly node: string;
  readonly lengthM: number;
}

/** Elements whose surroundings are remembered: those that alarms come from. */
const MOST_REMEMBERED = 1_000;

/** The pipes of one municipality: how far apart its elements are along what is open, and which pressures belong together. */
export class PipeNetwork {
  private readonly stores: ReadonlySet<string>;
  private readonly links: ReadonlyMap<string, NetworkLink>;
  private readonly steps = new Map<string, Step[]>();
  private readonly parts: Parts;
  private readonly areas: Parts;
  private readonly around = new Map<string, ReadonlyMap<string, number>>();

  /**
   * Links that name an unknown node are left out.
   * @param reachM - no way longer than this is looked for
   */
  constructor(
    nodes: readonly NetworkNode[],
    links: readonly NetworkLink[],
    private readonly reachM: number,
  ) {
    const ids = nodes.map(({ id }) => id);
    this.stores = new Set(nodes.flatMap(({ id, isStore }) => (isStore ? [id] : [])));
    this.parts = new Parts(ids);
    this.areas = new Parts(ids);
    const known = links.filter(({ from, to }) => this.parts.has(from) && this.parts.has(to));
    this.links = new Map(known.map((link) => [link.id, link]));
    for (const id of ids) this.steps.set(id, []);
    for (const { from, to, lengthM, isOpen, partsPressures } of known) {
      if (!isOpen) continue;
      this.steps.get(from)?.push({ node: to, lengthM });
      this.steps.get(to)?.push({ node: from, lengthM });
      this.parts.join(from, to);
      // The level of a store holds the pressure around it, whatever happens on its other sides.
      if (!partsPressures && !this.stores.has(from) && !this.stores.has(to)) this.areas.join(from, to);
    }
  }

  /** Whether the element is part of the network. @param id - asset id */
  has(id: string): boolean {
    return this.links.has(id) || this.parts.has(id);
  }

  /** Whether any open way leads from one element to the other, however long. */
  isJoined(a: string, b: string): boolean {
    return meets(this.endsOf(a), this.endsOf(b), (node) => [this.parts.of(node)]);
  }

  /** Whether the pressures at two elements rise and fall together: no store, pump or control valve lies between them. */
  sharesPressure(a: string, b: string): boolean {
    return meets(this.endsOf(a), this.endsOf(b), (node) => this.areasAt(node));
  }

  /**
   * Length of the shortest open way from one element to the other, m, links counted from their middle; null when it is
   * longer than the reach, or leads through a tank or reservoir.
   */
  wayM(a: string, b: string): number | null {
    if (a === b) return 0;
    const around = this.surroundings(a);
    const half = this.halfM(b);
    let least = Number.POSITIVE_INFINITY;
    for (const end of this.endsOf(b)) least = Math.min(least, (around.get(end) ?? Number.POSITIVE_INFINITY) + half);
    return least <= this.reachM ? least : null;
  }

  /** Nodes within reach of an element with their distance, m: breadth first, and again from where a shorter way is found. */
  private surroundings(id: string): ReadonlyMap<string, number> {
    const known = this.around.get(id);
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    let edge: Step[] = this.endsOf(id).map((node) => ({ node, lengthM: this.halfM(id) }));
    while (edge.length > 0) {
      const next: Step[] = [];
      for (const { node, lengthM } of edge) {
        if (lengthM > this.reachM || lengthM >= (found.get(node) ?? Number.POSITIVE_INFINITY)) continue;
        found.set(node, lengthM);
        if (this.stores.has(node) && node !== id) continue;
        for (const step of this.steps.get(node) ?? []) next.push({ node: step.node, lengthM: lengthM + step.lengthM });
      }
      edge = next;
    }
    if (this.around.size >= MOST_REMEMBERED) this.around.clear();
    this.around.set(id, found);
    return found;
  }

  /** The node itself, or the ends of a link. A closed link belongs to neither side. */
  private endsOf(id: string): readonly string[] {
    const link = this.links.get(id);
    if (link !== undefined) return [link.from, link.to];
    return this.parts.has(id) ? [id] : [];
  }

  private halfM(id: string): number {
    return (this.links.get(id)?.lengthM ?? 0) / 2;
  }

  /** A store borders on the areas around it. */
  private areasAt(node: string): readonly string[] {
    if (!this.stores.has(node)) return [this.areas.of(node)];
    return [node, ...(this.steps.get(node) ?? []).map((step) => this.areas.of(step.node))];
  }
}

function meets(a: readonly string[], b: readonly string[], partsOf: (node: string) => readonly string[]): boolean {
  const own = new Set(a.flatMap(partsOf));
  return b.some((node) => partsOf(node).some((part) => own.has(part)));
}

/** Disjoint sets of nodes (union-find with path halving; Tarjan and van Leeuwen 1984). */
class Parts {
  private readonly parents: Map<string, string>;

  constructor(nodes: readonly string[]) {
    this.parents = new Map(nodes.map((node) => [node, node]));
  }

  has(node: string): boolean {
    return this.parents.has(node);
  }

  /** The node that stands for the set. */
  of(node: string): string {
    let at = node;
    for (;;) {
      const up = this.parents.get(at) ?? at;
      if (up === at) return at;
      const above = this.parents.get(up) ?? up;
      this.parents.set(at, above);
      at = above;
    }
  }

  join(a: string, b: string): void {
    this.parents.set(this.of(a), this.of(b));
  }
}
