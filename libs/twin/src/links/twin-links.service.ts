import type { Principal } from '@app/access';
import { AlertConditions } from '@app/alerts';
import { AuditTrail } from '@app/audit';
import type { PutTwinLinks, TwinElementQuery, TwinElements, TwinLink, TwinLinkInput, TwinLinks } from '@app/contracts';
import type { Work } from '@app/database';
import { invalidInput } from '@app/http';
import { type Quantity, canonicalUnits } from '@app/kernel';
import { pgArray } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { isPlaceable } from '../core/suggest-links';
import { clearAlarms } from '../run/run-store';
import { type LinkRow, type LinkState, readLinks } from '../store/link-rows';
import { type ElementAsset, type TwinRecord, elementKeys, readNetwork } from '../store/twin-record';
import { TwinAccess } from '../twin-access';
import { placeSensors, unplacedSensors } from './link-suggester';

const MOST_ELEMENTS = 50;

/** Which sensor stands where in a model. */
@Injectable()
export class TwinLinksService {
  constructor(
    private readonly trail: AuditTrail,
    private readonly alerts: AlertConditions,
    private readonly access: TwinAccess,
  ) {}

  /** @throws {DomainError} not-found */
  get(principal: Principal, twinId: string): Promise<TwinLinks> {
    return this.access.withTwin(principal, twinId, 'read', (work, twin) => this.shown(work, twin));
  }

  /** Finds places for sensors that have none. @throws {DomainError} not-found, forbidden */
  suggest(principal: Principal, twinId: string): Promise<TwinLinks> {
    return this.access.withTwin(principal, twinId, 'update', async (work, twin) => {
      const found = await placeSensors(work, twin, await readNetwork(work, twin));
      if (found > 0) await this.changed(work, twin, 'twin.suggest-links', { found });
      return this.shown(work, twin);
    });
  }

  /**
   * Replaces all places; they count as confirmed. What changes is learned anew.
   * @throws {DomainError} not-found, forbidden, invalid
   */
  put(principal: Principal, twinId: string, { links }: PutTwinLinks): Promise<TwinLinks> {
    return this.access.withTwin(principal, twinId, 'update', async (work, twin) => {
      const before = await readLinks(work, twinId);
      await this.check(work, twin, links);
      await clearAlarms(work, this.alerts, twin, before, Date.now());
      await work.sql(`delete from twin_links where twin_id = ?`, [twinId]);
      await work.sql(
        `insert into twin_links (tenant_id, twin_id, sensor_id, element_kind, element_id, usage, source, direction, gauge_height_m)
         select ?, ?, "sensorId", "elementKind", "elementId", usage, 'confirmed', direction, "gaugeHeightM"
         from jsonb_to_recordset(?::jsonb) as given ("sensorId" uuid, "elementKind" text, "elementId" text, usage text,
           direction int2, "gaugeHeightM" float8)`,
        [twin.tenantId, twinId, JSON.stringify(links)],
      );
      await this.changed(work, twin, 'twin.set-links', { links: links.length });
      return this.shown(work, twin);
    });
  }

  /** Elements whose id or asset has a text in it. @throws {DomainError} not-found */
  elements(principal: Principal, twinId: string, { q, kind }: TwinElementQuery): Promise<TwinElements> {
    return this.access.withTwin(principal, twinId, 'read', async (work, twin) => {
      const { assets } = await readNetwork(work, twin);
      const text = q.toLowerCase();
      return {
        data: assets
          .filter(
            (asset) =>
              (kind === undefined || asset.kind === kind) &&
              (asset.elementId.toLowerCase().includes(text) || asset.name.toLowerCase().includes(text)),
          )
          .slice(0, MOST_ELEMENTS)
          .map(({ kind: own, elementId, class: assetClass, assetId, name }) => ({
            kind: own,
            id: elementId,
            class: assetClass,
            assetId,
            assetName: name,
          })),
      };
    });
  }

  /** Places have changed: the balance of areas and the differences of sensors are learned anew, from what is stored. */
  private async changed(work: Work, { id, tenantId }: TwinRecord, action: string, after: object): Promise<void> {
    await work.sql(
      `update twins set memory = '{}', last_slot = null, asked_slot = null, version = version + 1, updated_at = now()
       where id = ?`,
      [id],
    );
    this.trail.record(work, { action, objectType: 'Twin', objectId: id, tenantId, after });
  }

  private async check(work: Work, twin: TwinRecord, links: readonly TwinLinkInput[]): Promise<void> {
    const sensors = await work.sql<{ id: string; quantity: string }>(
      `select id, quantity from sensors where tenant_id = ? and id = any (?::uuid[])`,
      [twin.tenantId, pgArray(links.map(({ sensorId }) => sensorId))],
    );
    const quantities = new Map(sensors.map(({ id, quantity }) => [id, quantity]));
    const known = elementKeys(await readNetwork(work, twin));
    const seen = new Set<string>();
    const driven = new Set<string>();
    const faults = links.flatMap(({ sensorId, elementKind, elementId, usage }, index) => {
      const quantity = quantities.get(sensorId);
      const fault = (field: string, detail: string) => [{ pointer: `/links/${index}/${field}`, detail }];
      if (quantity === undefined) return fault('sensorId', 'is no sensor of the municipality');
      if (seen.has(sensorId)) return fault('sensorId', 'is named twice');
      seen.add(sensorId);
      if (usage === 'ignored') return [];
      if (!isPlaceable(quantity)) return fault('sensorId', `measures ${quantity}, which the model does not have`);
      if (!known.has(`${elementKind}/${elementId}`)) return fault('elementId', `is no ${elementKind} of the network`);
      const wanted = quantity === 'pressure' || quantity === 'level' ? 'node' : 'link';
      const place = `${quantity}/${elementId}`;
      if (usage === 'boundary' && driven.has(place))
        return fault('usage', `another ${quantity} sensor drives the model there: compare or ignore this one`);
      if (usage === 'boundary') driven.add(place);
      return elementKind === wanted ? [] : fault('elementKind', `must be ${wanted} for ${quantity}`);
    });
    if (faults.length > 0) throw invalidInput(faults);
  }

  private async shown(work: Work, twin: TwinRecord): Promise<TwinLinks> {
    const rows = await readLinks(work, twin.id);
    const { assets } = await readNetwork(work, twin);
    const byElement = new Map(assets.map((asset) => [`${asset.kind}/${asset.elementId}`, asset]));
    const unplaced = await unplacedSensors(work, twin);
    const names = await work.sql<{ id: string; code: string; name: string }>(
      `select id, code, name from sensors where tenant_id = ? and id = any (?::uuid[]) order by code`,
      [twin.tenantId, pgArray(unplaced.map(({ id }) => id))],
    );
    const quantities = new Map(unplaced.map(({ id, quantity }) => [id, quantity as Quantity]));
    return {
      data: rows.map((row) => linkView(row, byElement.get(`${row.elementKind}/${row.elementId}`))),
      unlinked: names.map(({ id, code, name }) => ({
        sensorId: id,
        code,
        name,
        quantity: quantities.get(id) ?? 'pressure',
      })),
    };
  }
}

function linkView(row: LinkRow, asset: ElementAsset | undefined): TwinLink {
  const { shown } = row;
  const [measured, simulated] = [shown?.measured ?? null, shown?.simulated ?? null];
  return {
    sensorId: row.sensorId,
    sensorCode: row.sensorCode,
    sensorName: row.sensorName,
    quantity: row.quantity,
    unit: canonicalUnits[row.quantity],
    elementKind: row.elementKind,
    elementId: row.elementId,
    usage: row.usage,
    direction: row.direction,
    gaugeHeightM: row.gaugeHeightM,
    assetId: asset?.assetId ?? null,
    assetName: asset?.name ?? null,
    source: row.source,
    distanceM: row.distanceM,
    at: shown?.at ?? null,
    measured,
    simulated,
    residual: measured === null || simulated === null ? null : measured - simulated,
    bias: shown?.bias ?? null,
    z: shown?.z ?? null,
    conspicuous: shown !== null && shown.finding !== null,
    ...told(shown?.finding ?? null),
  };
}

function told(found: LinkState['finding']): Pick<TwinLink, 'message' | 'finding'> {
  if (found === null || typeof found === 'string') return { message: found, finding: null };
  const { text, ...finding } = found;
  return { message: text, finding };
}
