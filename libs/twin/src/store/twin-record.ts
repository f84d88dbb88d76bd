import { gunzipSync } from 'node:zlib';
import type { Work } from '@app/database';
import { type InpNetwork, allLinks, allNodes, elementIdOf, parseInp } from '@app/hydraulics';
import type { LonLat } from '@app/kernel';
import { type AssetRow, currentNetwork } from '../core/current-network';
import { type TwinMemory, emptyTwinMemory } from '../core/run-slots';

/** A row of `twins` with what a calculation needs beside the network. */
export interface TwinRecord {
  tenantId: number;
  id: string;
  zoneId: string | null;
  name: string;
  state: 'active' | 'paused';
  revision: number;
  memory: TwinMemory;
  lastSlot: Date | null;
  suggestedAt: Date | null;
  version: number;
}

/** An element of the network and its asset. */
export interface ElementAsset {
  assetId: string;
  name: string;
  class: string;
  kind: 'node' | 'link';
  elementId: string;
  /** Where it stands; a link in the middle of its first stretch. */
  location: LonLat | null;
}

/** A network that can be calculated, with the assets of its elements. */
export interface TwinNetwork {
  network: InpNetwork;
  /** What could not be taken over from the assets. */
  notes: string[];
  assets: ElementAsset[];
}

const linkClasses = new Set(['pipe', 'pump', 'valve']);

interface Row {
  tenant_id: number;
  id: string;
  zone_id: string | null;
  name: string;
  state: TwinRecord['state'];
  revision: number;
  memory: Partial<TwinMemory>;
  last_slot: Date | string | null;
  suggested_at: Date | string | null;
  version: number;
}

/** @returns undefined when it is not there or not visible */
export async function readTwin(work: Work, id: string, lock = false): Promise<TwinRecord | undefined> {
  const [row] = await work.sql<Row>(
    `select tenant_id, id, zone_id, name, state, revision, memory, last_slot, suggested_at, version
     from twins where id = ? ${lock ? 'for update' : ''}`,
    [id],
  );
  if (row === undefined) return undefined;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    zoneId: row.zone_id,
    name: row.name,
    state: row.state,
    revision: row.revision,
    memory: { ...emptyTwinMemory, ...row.memory },
    lastSlot: row.last_slot === null ? null : new Date(row.last_slot),
    suggestedAt: row.suggested_at === null ? null : new Date(row.suggested_at),
    version: row.version,
  };
}

/** The file of a revision as it was imported; null when there is no such revision. */
export async function readInp(work: Work, twin: Pick<TwinRecord, 'id'>, revision: number): Promise<string | null> {
  const [row] = await work.sql<{ inp: Buffer }>(`select inp from twin_revisions where twin_id = ? and revision = ?`, [
    twin.id,
    revision,
  ]);
  return row === undefined ? null : gunzipSync(row.inp).toString('utf8');
}

interface StoredAssetRow {
  id: string;
  name: string;
  class: string;
  status: string;
  isOwn: boolean;
  geometry: string;
  diameter_mm: number | null;
  length_m: number | null;
  attributes: Record<string, unknown>;
}

/** Parsed files are kept for a while: a twin is calculated again and again. */
const parsed = new Map<string, InpNetwork>();
const MOST_PARSED = 8;

/**
 * The network of a twin: elements from the assets as they are now, all else from the file of its revision. Where hardly any
 * assets are left, or where people went back to an earlier import, the file alone.
 */
export async function readNetwork(work: Work, twin: TwinRecord): Promise<TwinNetwork> {
  const key = `${twin.id}/${twin.revision}`;
  let source = parsed.get(key);
  if (source === undefined) {
    source = parseInp((await readInp(work, twin, twin.revision)) ?? '');
    parsed.set(key, source);
    if (parsed.size > MOST_PARSED) parsed.delete(parsed.keys().next().value as string);
  }
  const rows = await work.sql<StoredAssetRow>(
    `select id, name, class, status, st_asgeojson(geometry, 7) as geometry, diameter_mm, length_m, attributes,
       zone_id is not distinct from ?::uuid as "isOwn"
     from assets where tenant_id = ? and attributes -> 'epanet' is not null and (zone_id is not distinct from ?::uuid
       or not exists (select 1 from twins o where o.tenant_id = assets.tenant_id and o.zone_id is not distinct from assets.zone_id))`,
    [twin.zoneId, twin.tenantId, twin.zoneId],
  );
  // Assets that were put into another zone since, one without a twin, are still of this network where the file has them.
  const known = elementKeys({ network: source });
  const isHeld = ({ isOwn, attributes, class: assetClass }: StoredAssetRow) =>
    isOwn || known.has(`${linkClasses.has(assetClass) ? 'link' : 'node'}/${elementIdOf({ attributes }) ?? ''}`);
  const assets = rows.filter(isHeld).map((row): AssetRow => ({
    id: row.id,
    name: row.name,
    class: row.class,
    status: row.status,
    geometry: JSON.parse(row.geometry) as AssetRow['geometry'],
    diameterMm: row.diameter_mm,
    lengthM: row.length_m,
    attributes: row.attributes,
  }));
  const { warnings: _warnings, junctions, reservoirs, tanks, pipes, pumps, valves, ...settings } = source;
  const whole = [junctions, reservoirs, tanks, pipes, pumps, valves].reduce((sum, list) => sum + list.length, 0);
  const elements = assets.flatMap(elementOf);
  const [newest] = await work.sql<{ revision: number }>(
    `select max(revision) as revision from twin_revisions where twin_id = ?`,
    [twin.id],
  );
  if (twin.revision !== newest?.revision) {
    const note = 'An earlier import is calculated as its file is; changes of assets do not count.';
    return {
      network: source,
      notes: [note],
      assets: elements.filter(({ kind, elementId }) => known.has(`${kind}/${elementId}`)),
    };
  }
  if (assets.length < whole / 2) {
    const note = 'Most assets of the network are gone; the imported file is calculated as it is.';
    return { network: source, notes: [note], assets: elements };
  }
  const { network, notes } = currentNetwork(assets, settings);
  return { network, notes, assets: elements };
}

/** Names of all elements: `node/<id>` and `link/<id>`. */
export function elementKeys({ network }: Pick<TwinNetwork, 'network'>): Set<string> {
  return new Set([
    ...allNodes(network).map(({ id }) => `node/${id}`),
    ...allLinks(network).map(({ id }) => `link/${id}`),
  ]);
}

function elementOf(asset: AssetRow): ElementAsset[] {
  const elementId = elementIdOf(asset);
  if (elementId === null) return [];
  const kind = linkClasses.has(asset.class) ? 'link' : 'node';
  return [{ assetId: asset.id, name: asset.name, class: asset.class, kind, elementId, location: placeOf(asset) }];
}

function placeOf({ geometry: { type, coordinates } }: AssetRow): LonLat | null {
  if (type === 'Point') return lonLat(coordinates as number[]);
  if (type !== 'LineString') return null;
  const line = coordinates as number[][];
  const at = Math.floor((line.length - 1) / 2);
  const [a, b] = [line[at] as number[], line[at + 1] ?? (line[at] as number[])];
  return { lon: ((a[0] ?? 0) + (b[0] ?? 0)) / 2, lat: ((a[1] ?? 0) + (b[1] ?? 0)) / 2 };
}

function lonLat([lon = 0, lat = 0]: number[]): LonLat {
  return { lon, lat };
}
