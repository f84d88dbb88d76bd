import { type InpNetwork, allLinks } from '@app/hydraulics';

/** How a pipe can be shut off. */
export interface Isolation {
  /** Valves to shut. */
  readonly valveIds: readonly string[];
  /** Nodes between them. */
  readonly nodeIds: readonly string[];
  /** False when a source or tank is reached without a valve on the way. */
  readonly isPossible: boolean;
}

/**
 * The nearest valves around an element: breadth first from it, over everything that is open, up to the first valve on each
 * way. Valves that the model does not have cannot be named.
 * @param elementId - a pipe or a junction
 */
export function isolationOf(network: InpNetwork, elementId: string): Isolation {
  const links = allLinks(network);
  const valves = new Set(network.valves.map(({ id }) => id));
  const sources = new Set([...network.reservoirs, ...network.tanks].map(({ id }) => id));
  const around = new Map<string, (typeof links)[number][]>();
  for (const link of links) {
    if ('status' in link && link.status === 'closed') continue;
    for (const end of [link.from, link.to]) {
      const list = around.get(end);
      if (list === undefined) around.set(end, [link]);
      else list.push(link);
    }
  }
  const own = links.find(({ id }) => id === elementId);
  const reached = new Set(own === undefined ? [elementId] : [own.from, own.to]);
  const shut = new Set<string>();
  let isPossible = true;
  for (const node of reached) {
    if (sources.has(node)) {
      isPossible = false;
      continue;
    }
    for (const { id, from, to } of around.get(node) ?? []) {
      if (valves.has(id)) shut.add(id);
      else reached.add(from === node ? to : from);
    }
  }
  return { valveIds: [...shut], nodeIds: [...reached].filter((id) => !sources.has(id)), isPossible };
}

/** Nodes that some source or tank reaches over what is open. */
export function suppliedNodes(network: InpNetwork, closed: ReadonlySet<string>): Set<string> {
  const neighbours = new Map<string, string[]>();
  const connect = (a: string, b: string): void => {
    const list = neighbours.get(a);
    if (list === undefined) neighbours.set(a, [b]);
    else list.push(b);
  };
  for (const link of allLinks(network)) {
    if (closed.has(link.id) || ('status' in link && link.status === 'closed' && !('headCurveId' in link))) continue;
    connect(link.from, link.to);
    connect(link.to, link.from);
  }
  const reached = new Set([...network.reservoirs, ...network.tanks].map(({ id }) => id));
  for (const id of reached) for (const next of neighbours.get(id) ?? []) reached.add(next);
  return reached;
}
