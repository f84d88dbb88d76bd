import type { Metric } from './payload';

/** What a birth says about a metric. */
export interface Definition {
  name: string;
  datatype: number;
  /** '' when none is given */
  unit: string;
}

interface Scope {
  /** What it counts: its metrics as they came, and itself. */
  size: number;
  byName: Map<string, Definition>;
  byAlias: Map<bigint, Definition>;
}

/** The metrics of a node (device null) and of its devices, as their births define them. */
export class MetricTable {
  private readonly scopes = new Map<string | null, Scope>();
  private size = 0;

  /** @param limit - most metrics in all; the node and each device count as one more */
  constructor(private readonly limit: number) {}

  /** Takes a birth in place of an earlier one. @returns false, and knows no metric of it, when there are too many */
  define(device: string | null, metrics: readonly Metric[]): boolean {
    this.forget(device);
    const size = metrics.length + 1;
    if (this.size + size > this.limit) return false;
    const scope: Scope = { size, byName: new Map(), byAlias: new Map() };
    for (const { name, alias, datatype, properties } of metrics) {
      const definition = { name, datatype, unit: properties.unit };
      scope.byName.set(name, definition);
      if (alias !== null) scope.byAlias.set(alias, definition);
    }
    this.scopes.set(device, scope);
    this.size += size;
    return true;
  }

  forget(device: string | null): void {
    this.size -= this.scopes.get(device)?.size ?? 0;
    this.scopes.delete(device);
  }

  clear(): void {
    this.scopes.clear();
    this.size = 0;
  }

  has(device: string | null): boolean {
    return this.scopes.has(device);
  }

  byName(device: string | null, name: string): Definition | undefined {
    return this.scopes.get(device)?.byName.get(name);
  }

  /** Data with the name, type and unit that the birth gave; null when the birth did not speak of it. */
  resolve(device: string | null, metric: Metric): Metric | null {
    const scope = this.scopes.get(device);
    const definition =
      metric.alias === null || metric.name !== '' ? scope?.byName.get(metric.name) : scope?.byAlias.get(metric.alias);
    if (definition === undefined) return null;
    const { name, datatype, unit } = definition;
    const properties = { ...metric.properties, unit: metric.properties.unit || unit };
    return { ...metric, name, datatype, properties };
  }
}
