import type { Work } from '@app/database';
import { type NetworkElement, type NetworkMap, networkOf, type PipeNetwork, relationLimits } from './core';

/** Networks kept in memory, those of the municipalities that had alarms last. */
const MOST_KEPT = 64;

/** Where the sensors of a municipality sit in its pipes. */
export interface Places {
  /** Null: no network was imported. */
  readonly network: PipeNetwork | null;
  /** The element a sensor sits on, asset id; null when it is not known. */
  elementOf(sensorId: string, assetId: string | null): string | null;
}

interface Kept {
  /** What the assets looked like when they were read. */
  readonly state: string;
  /** Null: no network was imported. */
  readonly map: NetworkMap | null;
}

interface ElementRow {
  id: string;
  zone_id: string | null;
  class: string;
  status: string;
  length_m: number | null;
  element_id: string;
  from_id: string | null;
  to_id: string | null;
  valve_kind: string | null;
  state: string | null;
}

interface LinkRow {
  sensor_id: string;
  element_kind: 'node' | 'link';
  element_id: string;
  zone_id: string | null;
}

/** The networks that were imported as assets, in memory, read again when an asset of the municipality has changed. */
export class NetworkStore {
  private readonly kept = new Map<number, Kept>();

  /** What is known now of a municipality's pipes and of the places of its sensors. */
  async placesOf(work: Work, tenantId: number): Promise<Places> {
    const map = await this.mapOf(work, tenantId);
    if (map === null) return { network: null, elementOf: () => null };
    const { network } = map;
    const linked = await linkedElements(work, tenantId, map);
    return {
      network,
      elementOf: (sensorId, assetId) =>
        assetId !== null && network.has(assetId) ? assetId : (linked.get(sensorId) ?? null),
    };
  }

  private async mapOf(work: Work, tenantId: number): Promise<NetworkMap | null> {
    const state = await stateOf(work, tenantId);
    let kept = this.kept.get(tenantId);
    if (kept?.state !== state) {
      const elements = await elementsOf(work, tenantId);
      kept = { state, map: elements.length === 0 ? null : networkOf(elements, relationLimits.pipesM) };
    }
    // The one asked for last stands last: the first is the one to go.
    this.kept.delete(tenantId);
    this.kept.set(tenantId, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    return kept.map;
  }
}

/** Differs after any change of the municipality's assets. */
async function stateOf(work: Work, tenantId: number): Promise<string> {
  const [row] = await work.sql<{ state: string }>(
    `select concat_ws('/', count(*), sum(version), max(updated_at)) as state from assets where tenant_id = ?`,
    [tenantId],
  );
  return row?.state ?? '';
}

async function elementsOf(work: Work, tenantId: number): Promise<NetworkElement[]> {
  const rows = await work.sql<ElementRow>(
    `select a.id, a.zone_id, a.class, a.status, a.length_m, e.element ->> 'id' as element_id, e.element ->> 'from' as from_id,
       e.element ->> 'to' as to_id, e.element ->> 'kind' as valve_kind, e.element ->> 'status' as state
     from assets a cross join lateral (select a.attributes -> 'epanet' as element) e
     where a.tenant_id = ? and e.element ->> 'id' is not null order by a.id`,
    [tenantId],
  );
  return rows.map((row) => ({
    id: row.id,
    zoneId: row.zone_id,
    class: row.class,
    isInService: row.status === 'in_service',
    lengthM: row.length_m,
    elementId: row.element_id,
    from: row.from_id,
    to: row.to_id,
    valveKind: row.valve_kind,
    state: row.state,
  }));
}

/** Elements of sensors that a hydraulic twin says to sit there, by sensor; links that people have put aside are left out. */
async function linkedElements(work: Work, tenantId: number, map: NetworkMap): Promise<ReadonlyMap<string, string>> {
  const rows = await work.sql<LinkRow>(
    `select l.sensor_id, l.element_kind, l.element_id, t.zone_id
     from twin_links l join twins t on t.tenant_id = l.tenant_id and t.id = l.twin_id
     where l.tenant_id = ? and l.usage <> 'ignored' order by t.id desc`,
    [tenantId],
  );
  const linked = new Map<string, string>();
  for (const { sensor_id: sensorId, element_kind: kind, element_id: elementId, zone_id: zoneId } of rows) {
    const asset = map.assetOf(kind, elementId, zoneId);
    if (asset !== undefined) linked.set(sensorId, asset);
  }
  return linked;
}
