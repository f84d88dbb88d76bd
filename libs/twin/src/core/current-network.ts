import { type InpNetwork, type NetworkSettings, networkFromAssets, isUsCustomary } from '@app/hydraulics';

/** An asset as the database holds it. */
export interface AssetRow {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly status: string;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly diameterMm: number | null;
  readonly lengthM: number | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Differences below this share are rounding of the stored metric figure. */
const ROUNDING = 0.001;

/**
 * The network as the assets are now. What was changed in an asset since its import counts: length and diameter; a pipe or
 * pump that is out of service or retired is closed. Assets that came from no network are left out; so are links whose ends
 * are gone, and lines of controls and rules that speak of what is gone.
 * @returns the network, and in words what could not be taken over
 */
export function currentNetwork(
  assets: readonly AssetRow[],
  settings: NetworkSettings,
): { network: InpNetwork; notes: string[] } {
  const network = networkFromAssets(assets, settings);
  const notes: string[] = [];
  const byElement = new Map(assets.map((asset) => [keyOf(asset), asset]));
  const us = isUsCustomary(network.options.flowUnits);
  const nodes = new Set([...network.junctions, ...network.reservoirs, ...network.tanks].map(({ id }) => id));
  const isHeld = ({ from, to }: { from: string; to: string }) => nodes.has(from) && nodes.has(to);
  const before = network.pipes.length + network.pumps.length + network.valves.length;
  const outOf = (assetClass: string, id: string) => {
    const status = byElement.get(`${assetClass}/${id}`)?.status;
    return status === 'out_of_service' || status === 'retired' || status === 'planned';
  };
  const pipes = network.pipes.filter(isHeld).map((pipe) => {
    const asset = byElement.get(`pipe/${pipe.id}`);
    return {
      ...pipe,
      length: changed(pipe.length, asset?.lengthM ?? null, us ? 0.3048 : 1),
      diameter: changed(pipe.diameter, asset?.diameterMm ?? null, us ? 25.4 : 1),
      status: outOf('pipe', pipe.id) ? ('closed' as const) : pipe.status,
    };
  });
  const pumps = network.pumps
    .filter(isHeld)
    .map((pump) => (outOf('pump', pump.id) ? { ...pump, status: 'closed' as const } : pump));
  const valves = network.valves.filter(isHeld);
  const gone = before - pipes.length - pumps.length - valves.length;
  if (gone > 0) notes.push(`${gone} links lost an end when assets were taken away; they are left out.`);
  const known = new Set([
    ...nodes,
    ...pipes.map(({ id }) => id),
    ...pumps.map(({ id }) => id),
    ...valves.map(({ id }) => id),
  ]);
  const controls = network.controls.filter((line) => namesOf(line).every((id) => known.has(id)));
  const rules = network.rules.every((line) => namesOf(line).every((id) => known.has(id))) ? network.rules : [];
  if (controls.length < network.controls.length || rules.length < network.rules.length)
    notes.push('Controls that speak of elements which are gone are left out.');
  return { network: { ...network, pipes, pumps, valves, controls, rules }, notes };
}

function keyOf({ attributes, class: assetClass }: AssetRow): string {
  const element = attributes['epanet'] as { id?: string; class?: string } | undefined;
  return `${element?.class ?? assetClass}/${element?.id ?? ''}`;
}

/** The stored metric figure in the unit of the file, where it differs by more than rounding. */
function changed(own: number, metric: number | null, factor: number): number {
  if (metric === null || metric <= 0) return own;
  const stored = metric / factor;
  return Math.abs(stored - own) <= Math.max(ROUNDING * own, 0.001 / factor) ? own : stored;
}

/** Ids that a line of controls or rules speaks of. */
function namesOf(line: string): string[] {
  const words = line.trim().split(/\s+/);
  return words.flatMap((word, index) =>
    /^(LINK|PIPE|PUMP|VALVE|NODE|JUNC|JUNCTION|RESERV|RESERVOIR|TANK)$/i.test(word) && words[index + 1] !== undefined
      ? [words[index + 1] as string]
      : [],
  );
}
