import type { LonLat } from './geodesic';
import { allLinks, allNodes, placeNetwork, type Placement, type PlacedNetwork } from './placement';
import { readRemark } from './remark';
import { diameterFactorToMm, lengthFactorToM } from './units';
import type { InpElement, InpLink, InpNetwork, InpTank } from './network';

/** Classes of asset that a network has. */
export type NetworkAssetClass = 'pipe' | 'valve' | 'pump' | 'reservoir' | 'tank' | 'junction';

/** GeoJSON geometry of an asset, longitude before latitude, degrees WGS 84. */
export type AssetGeometry =
  | { readonly type: 'Point'; readonly coordinates: [number, number] }
  | { readonly type: 'LineString'; readonly coordinates: [number, number][] };

/** An asset as it is to be stored. */
export interface NewAsset {
  /** Unique among the assets of the network. */
  code: string;
  name: string;
  class: NetworkAssetClass;
  /** Pipes, pumps and valves are lines along their bends; everything else is a point. */
  geometry: AssetGeometry;
  diameterMm?: number;
  lengthM?: number;
  elevationM?: number;
  material?: string;
  /** Day of laying, `YYYY-MM-DD`. */
  installedOn?: string;
  /** `epanet`: the element exactly as in the file, in the file's units, without its place, and its order among its class; with {@link NetworkSettings} the file can be made again. */
  attributes: { epanet: Record<string, unknown> };
}

/** The parts of a network that belong to no single element. */
export type NetworkSettings = Pick<
  InpNetwork,
  'title' | 'patterns' | 'curves' | 'controls' | 'rules' | 'options' | 'times' | 'otherSections'
>;

/** A network as assets of a municipality. */
export interface NetworkAssets {
  assets: NewAsset[];
  /** Sentences for the person who imports, each with what was done about it. */
  warnings: string[];
  /** West, south, east, north of all assets, degrees. */
  bounds: [number, number, number, number];
  settings: NetworkSettings;
}

/** Distance of laid out nodes, degrees: about 50 m. */
const GRID_DEGREES = 0.0005;

/**
 * Makes the assets of a network. Lengths, diameters and elevations become metric; material, name and date of laying come
 * from remarks such as `;material=PVC, installed=1987, name=Harbour street`. A node without coordinates is put between its
 * neighbours; parts without any coordinates are laid out as a grid beside the rest (or at the anchor), with a warning.
 *
 * @throws {PlacementError} when the placement is not usable
 */
export function networkToAssets(network: InpNetwork, placement: Placement): NetworkAssets {
  const warnings = network.warnings.map((warning) => `Line ${warning.line}: ${warning.message} ${warning.advice}`);
  const drawn = allNodes(network).some(({ position }) => position !== null);
  const placed = placeNetwork(
    network,
    drawn ? placement : { ...placement, anchorXY: placement.anchorXY ?? { x: 0, y: 0 } },
  );
  const positions = layOutRest(network, fillGaps(network, placed, warnings), placement.anchor, warnings);
  const takenCodes = codeRegister(network);
  const assets: NewAsset[] = [];
  for (const [assetClass, elements] of elementsByClass(network)) {
    for (const [order, element] of elements.entries()) {
      const geometry = geometryOf(element, positions, placed);
      assets.push({
        ...describe(network, assetClass, element, order),
        code: takenCodes(assetClass, element.id),
        geometry,
      });
    }
  }
  const { title, patterns, curves, controls, rules, options, times, otherSections } = network;
  return {
    assets,
    warnings,
    bounds: boundsOf(assets),
    settings: { title, patterns, curves, controls, rules, options, times, otherSections },
  };
}

function elementsByClass(network: InpNetwork): [NetworkAssetClass, InpElement[]][] {
  return [
    ['reservoir', network.reservoirs],
    ['tank', network.tanks],
    ['junction', network.junctions],
    ['pipe', network.pipes],
    ['pump', network.pumps],
    ['valve', network.valves],
  ];
}

/** Ids are kept as codes; where a node and a link share one, or ids differ in case only, the class is put in front. */
function codeRegister(network: InpNetwork): (assetClass: NetworkAssetClass, id: string) => string {
  const uses = new Map<string, number>();
  for (const { id } of [...allNodes(network), ...allLinks(network)]) {
    uses.set(id.toLowerCase(), (uses.get(id.toLowerCase()) ?? 0) + 1);
  }
  const taken = new Set<string>();
  for (const [id, count] of uses) if (count === 1) taken.add(id);
  return (assetClass, id) => {
    if (uses.get(id.toLowerCase()) === 1) return id;
    let code = `${assetClass}-${id}`;
    for (let number = 2; taken.has(code.toLowerCase()); number += 1) code = `${assetClass}-${id}-${number}`;
    taken.add(code.toLowerCase());
    return code;
  };
}

/** Places nodes without coordinates at the mean of their placed neighbours, from the known parts outwards. */
function fillGaps(network: InpNetwork, placed: PlacedNetwork, warnings: string[]): Map<string, LonLat> {
  const positions = new Map(placed.nodes);
  const missing = new Set(
    allNodes(network)
      .map((node) => node.id)
      .filter((id) => !positions.has(id)),
  );
  if (missing.size === 0 || positions.size === 0) return positions;
  const total = missing.size;
  const neighbours = new Map<string, string[]>();
  const connect = (id: string, other: string): void => {
    const list = neighbours.get(id);
    if (list) list.push(other);
    else neighbours.set(id, [other]);
  };
  for (const { from, to } of allLinks(network)) {
    connect(from, to);
    connect(to, from);
  }
  let edge = [...positions.keys()];
  while (edge.length > 0) {
    const reached = new Set(edge.flatMap((id) => neighbours.get(id) ?? []).filter((id) => missing.has(id)));
    const found = [...reached].map((id): [string, LonLat] => [id, between(neighbours.get(id) ?? [], positions)]);
    for (const [id, point] of found) {
      positions.set(id, point);
      missing.delete(id);
    }
    edge = [...reached];
  }
  if (total > missing.size)
    warnings.push(`${total - missing.size} nodes have no coordinates; they were put between their neighbours.`);
  return positions;
}

/** Puts what has no place yet on a grid, some 50 m apart: south-west of the rest, or at the anchor when nothing is placed. */
function layOutRest(
  network: InpNetwork,
  positions: Map<string, LonLat>,
  anchor: LonLat,
  warnings: string[],
): Map<string, LonLat> {
  const rest = allNodes(network).filter(({ id }) => !positions.has(id));
  if (rest.length === 0) return positions;
  const corner = { ...anchor };
  for (const { lon, lat } of positions.values()) {
    corner.lon = Math.min(corner.lon, lon);
    corner.lat = Math.min(corner.lat, lat);
  }
  const columns = Math.ceil(Math.sqrt(rest.length));
  rest.forEach(({ id }, at) => {
    const [column, row] = [(at % columns) + 1, Math.floor(at / columns) + 1];
    positions.set(id, { lon: corner.lon - column * GRID_DEGREES, lat: corner.lat - row * GRID_DEGREES });
  });
  warnings.push(`${rest.length} nodes have no coordinates and no placed neighbour; they were laid out as a grid.`);
  return positions;
}

/** Mean place of the placed neighbours; some ten metres north of an only one, so that the two stay apart. */
function between(neighbours: readonly string[], positions: ReadonlyMap<string, LonLat>): LonLat {
  const around = neighbours.map((id) => positions.get(id)).filter((point) => point !== undefined);
  const lon = around.reduce((sum, point) => sum + point.lon, 0) / around.length;
  const lat = around.reduce((sum, point) => sum + point.lat, 0) / around.length;
  return { lon, lat: lat + (around.length === 1 ? 0.0001 : 0) };
}

function geometryOf(element: InpElement, positions: Map<string, LonLat>, placed: PlacedNetwork): AssetGeometry {
  if (!isLink(element)) return { type: 'Point', coordinates: pair(positions.get(element.id) as LonLat) };
  const from = positions.get(element.from) as LonLat;
  const to = positions.get(element.to) as LonLat;
  const line: [number, number][] = [];
  for (const point of [from, ...(placed.vertices.get(element.id) ?? []), to]) {
    const next = pair(point);
    const last = line.at(-1);
    if (!last || last[0] !== next[0] || last[1] !== next[1]) line.push(next);
  }
  // A link between two nodes at one place still needs two different points to be a valid line: half a metre to the east.
  if (line.length === 1) line.push(pair({ lon: from.lon + 0.000005, lat: from.lat }));
  return { type: 'LineString', coordinates: line };
}

/** Seven decimals, about a centimetre. */
function pair(point: LonLat): [number, number] {
  return [Math.round(point.lon * 1e7) / 1e7, Math.round(point.lat * 1e7) / 1e7];
}

function isLink(element: InpElement): element is InpLink {
  return 'from' in element;
}

function describe(
  network: InpNetwork,
  assetClass: NetworkAssetClass,
  element: InpElement,
  order: number,
): Omit<NewAsset, 'code' | 'geometry'> {
  const toM = lengthFactorToM(network.options.flowUnits);
  const toMm = diameterFactorToMm(network.options.flowUnits);
  const remark = readRemark(element.comment, element.tag);
  const { position: _place, vertices: _bends, ...epanet } = element as unknown as Record<string, unknown>;
  const asset: Omit<NewAsset, 'code' | 'geometry'> = {
    name: remark.name ?? `${assetClass.charAt(0).toUpperCase()}${assetClass.slice(1)} ${element.id}`,
    class: assetClass,
    attributes: { epanet: { class: assetClass, order, ...epanet } },
  };
  if (remark.material) asset.material = remark.material;
  if (remark.installedOn) asset.installedOn = remark.installedOn;
  // Of a tank the diameter is that of a building, not of a bore; it stays among the attributes.
  if ('diameter' in element && assetClass !== 'tank') asset.diameterMm = round((element.diameter as number) * toMm);
  if ('length' in element) asset.lengthM = round((element.length as number) * toM);
  if ('elevation' in element) asset.elevationM = round((element as InpTank).elevation * toM);
  if ('head' in element) asset.elevationM = round((element.head as number) * toM);
  return asset;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function boundsOf(assets: readonly NewAsset[]): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of assets) {
    for (const [lon, lat] of geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates) {
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
  }
  return bounds;
}
