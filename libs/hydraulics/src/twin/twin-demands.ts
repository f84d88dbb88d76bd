import type { HydraulicModel } from '../hydraulic-model';
import type { InpNetwork } from '../network';
import type { TwinConditions } from './conditions';

interface Node {
  readonly index: number;
  readonly bases: readonly number[];
  readonly patterns: readonly (readonly number[] | null)[];
}

/** Rewrites the demands of a model, only where they differ from what it has. */
export class TwinDemands {
  private readonly nodes = new Map<string, Node>();
  /** Nodes whose base demands are not those of the file. */
  private rewritten = new Set<string>();

  constructor(
    private readonly network: InpNetwork,
    private readonly model: HydraulicModel,
    private readonly toM3h: number,
  ) {
    const patterns = new Map(network.patterns.map(({ id, multipliers }) => [id, multipliers]));
    const fallback = patterns.get(network.options.defaultPatternId) ?? null;
    for (const { id, demands } of network.junctions) {
      this.nodes.set(id, {
        index: model.nodeIndex(id),
        bases: demands.map(({ base }) => base),
        patterns: demands.map(({ patternId }) => (patternId === null ? fallback : (patterns.get(patternId) ?? null))),
      });
    }
  }

  /** @param patternS - what the patterns say at the moment, for demands that are measured */
  apply({ demandFactor = 1, demandFactors, demandsM3h }: TwinConditions, patternS: number): void {
    const multiplier = this.network.options.demandMultiplier * demandFactor;
    this.model.setDemandMultiplier(multiplier);
    const wanted = new Set<string>([...(demandFactors?.keys() ?? []), ...(demandsM3h?.keys() ?? [])]);
    for (const id of this.rewritten) if (!wanted.has(id)) this.write(id, 1);
    for (const [id, factor] of demandFactors ?? []) this.write(id, factor);
    for (const [id, value] of demandsM3h ?? []) this.fix(id, value / this.toM3h, multiplier, patternS);
    this.rewritten = wanted;
  }

  private write(id: string, factor: number): void {
    const { index, bases } = this.node(id);
    bases.forEach((base, category) => this.model.setDemand(index, base * factor, category));
  }

  /** Puts the whole demand into one category so that, with its pattern and the multiplier of this moment, it is the wanted one. */
  private fix(id: string, value: number, multiplier: number, patternS: number): void {
    const { index, bases, patterns } = this.node(id);
    const { patternStepS } = this.network.times;
    const period = Math.floor(patternS / patternStepS);
    const factors = patterns.map((pattern) => (pattern === null ? 1 : (pattern[period % pattern.length] ?? 1)));
    const carrier = factors.reduce(
      (best, factor, at) => (Math.abs(factor) > Math.abs(factors[best] ?? 0) ? at : best),
      0,
    );
    bases.forEach((_, category) => {
      const full = (factors[category] ?? 1) * multiplier;
      this.model.setDemand(index, category === carrier && full !== 0 ? value / full : 0, category);
    });
  }

  private node(id: string): Node {
    const node = this.nodes.get(id);
    if (!node) throw new RangeError(`The network has no junction '${id}'.`);
    return node;
  }
}
