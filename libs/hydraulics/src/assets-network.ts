import type { NetworkSettings } from './network-assets';
import type { DrawingPoint, InpElement, InpLink, InpNetwork, InpNode } from './network';

/** What is needed of a stored asset to have its element of the network back. */
export interface StoredAsset {
  readonly class: string;
  /** GeoJSON; where the asset stands. */
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The id that the element of an asset has in its network; null for an asset that came from no network. */
export function elementIdOf({ attributes }: Pick<StoredAsset, 'attributes'>): string | null {
  const id = (attributes['epanet'] as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

/**
 * Makes the network again from its assets, as they were stored by an import. The drawing is in degrees (x longitude,
 * y latitude); all else is as in the file, in the file's units and order. Assets that came from no network are left out.
 *
 * @param settings - patterns, curves, controls and options, which belong to no asset
 */
export function networkFromAssets(assets: readonly StoredAsset[], settings: NetworkSettings): InpNetwork {
  const elements = new Map<string, { readonly order: number; readonly element: InpElement }[]>();
  for (const asset of assets) {
    const stored = asset.attributes['epanet'] as Record<string, unknown> | undefined;
    if (!stored) continue;
    const { class: kind, order, ...element } = stored;
    const list = elements.get(String(kind)) ?? [];
    elements.set(String(kind), list);
    list.push({
      order: typeof order === 'number' ? order : 0,
      element: { ...(element as unknown as InpElement), ...placeOf(asset) },
    });
  }
  const inOrder = <T extends InpElement>(kind: string): T[] =>
    (elements.get(kind) ?? []).toSorted((a, b) => a.order - b.order).map(({ element }) => element as T);
  return {
    ...settings,
    junctions: inOrder('junction'),
    reservoirs: inOrder('reservoir'),
    tanks: inOrder('tank'),
    pipes: inOrder('pipe'),
    pumps: inOrder('pump'),
    valves: inOrder('valve'),
    warnings: [],
  };
}

function placeOf({ geometry }: StoredAsset): Partial<InpNode & InpLink> {
  if (geometry.type === 'Point') return { position: point(geometry.coordinates) };
  const line = geometry.coordinates as unknown[];
  return { vertices: line.slice(1, -1).map(point) };
}

function point(coordinates: unknown): DrawingPoint {
  const [x = 0, y = 0] = coordinates as number[];
  return { x, y };
}
