import { type NetworkLink, PipeNetwork } from './pipe-network';

/** What is stored of an element of an imported network. */
export interface NetworkElement {
  /** Asset id. */
  readonly id: string;
  readonly zoneId: string | null;
  readonly class: string;
  readonly isInService: boolean;
  /** m; null where the element has no length. */
  readonly lengthM: number | null;
  /** Id in the network file. */
  readonly elementId: string;
  /** Ids of the end nodes in the network file; null for nodes. */
  readonly from: string | null;
  readonly to: string | null;
  /** Kind of control valve (`PRV`, ...); null for everything else. */
  readonly valveKind: string | null;
  /** State in the network file; null for nodes. */
  readonly state: string | null;
}

/** Control valves that only throttle: pressures on both sides move together. */
const throttling = new Set(['TCV', 'GPV', 'PCV']);
const stores = new Set(['tank', 'reservoir']);

/** The network of a municipality, and which asset stands for an element of the network file. */
export interface NetworkMap {
  readonly network: PipeNetwork;
  /** Asset id; undefined for an element that there is none of. */
  assetOf(kind: 'node' | 'link', elementId: string, zoneId: string | null): string | undefined;
}

/**
 * Puts stored elements together to a network. A shut pipe or valve and what is out of service lets nothing pass; pumps
 * are taken to run. Where two imports use one id for two nodes, that of the same zone is meant.
 * @param reachM - see {@link PipeNetwork}
 */
export function networkOf(elements: readonly NetworkElement[], reachM: number): NetworkMap {
  const nodes = elements.filter((element) => element.from === null);
  const links = elements.filter((element) => element.from !== null);
  const named = { node: byElementId(nodes), link: byElementId(links) };
  const assetOf = (kind: 'node' | 'link', elementId: string, zoneId: string | null): string | undefined => {
    const found = named[kind].get(elementId);
    return (found?.find((element) => element.zoneId === zoneId) ?? found?.[0])?.id;
  };
  const network = new PipeNetwork(
    nodes.map(({ id, class: kind }) => ({ id, isStore: stores.has(kind) })),
    links.map((link): NetworkLink => {
      const { id, class: kind, zoneId, lengthM, isInService, state, valveKind } = link;
      return {
        id,
        from: assetOf('node', link.from ?? '', zoneId) ?? '',
        to: assetOf('node', link.to ?? '', zoneId) ?? '',
        lengthM: kind === 'pipe' ? (lengthM ?? 0) : 0,
        isOpen: isInService && (kind === 'pump' || state !== 'closed'),
        partsPressures: kind === 'pump' || (kind === 'valve' && state !== 'open' && !throttling.has(valveKind ?? '')),
      };
    }),
    reachM,
  );
  return { network, assetOf };
}

function byElementId(elements: readonly NetworkElement[]): ReadonlyMap<string, NetworkElement[]> {
  const found = new Map<string, NetworkElement[]>();
  for (const element of elements) {
    const list = found.get(element.elementId);
    if (list === undefined) found.set(element.elementId, [element]);
    else list.push(element);
  }
  return found;
}
