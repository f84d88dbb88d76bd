import type { TenantNode } from './tenant-node';

/** An immutable picture of the tenant tree with its answers worked out ahead. Pure: no database, no clock. */
export class TenantForest {
  private readonly byId = new Map<number, TenantNode>();
  private readonly byUid = new Map<string, TenantNode>();
  private readonly children = new Map<number, number[]>();
  private readonly visible = new Map<number, readonly number[]>();

  constructor(nodes: readonly TenantNode[]) {
    for (const node of nodes) {
      this.byId.set(node.id, node);
      this.byUid.set(node.uid, node);
    }
    for (const { id, parentId } of nodes) {
      if (parentId === null) continue;
      const siblings = this.children.get(parentId);
      if (siblings === undefined) this.children.set(parentId, [id]);
      else siblings.push(id);
    }
  }

  byNumber(id: number): TenantNode | undefined {
    return this.byId.get(id);
  }

  byPublicId(uid: string): TenantNode | undefined {
    return this.byUid.get(uid);
  }

  /** Every tenant, lowest number first. */
  numbers(): number[] {
    return [...this.byId.keys()].sort((a, b) => a - b);
  }

  /** The tenant itself and everything below it, itself first; empty for an unknown tenant. */
  visibleFrom(id: number): readonly number[] {
    const known = this.visible.get(id);
    if (known !== undefined) return known;
    const found: number[] = this.byId.has(id) ? [id] : [];
    for (let index = 0; index < found.length; index += 1) {
      found.push(...(this.children.get(found[index] as number) ?? []));
    }
    this.visible.set(id, found);
    return found;
  }

  /** The tenants above, nearest first; empty for the nation and for an unknown tenant. */
  ancestorsOf(id: number): number[] {
    const found: number[] = [];
    let parent = this.byId.get(id)?.parentId ?? null;
    while (parent !== null && !found.includes(parent)) {
      found.push(parent);
      parent = this.byId.get(parent)?.parentId ?? null;
    }
    return found;
  }

  /** The root, or undefined before the first start has made it. */
  nation(): TenantNode | undefined {
    return [...this.byId.values()].find(({ kind }) => kind === 'nation');
  }
}
