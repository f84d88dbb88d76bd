import type { Principal } from '@app/access';
import { SETTINGS, type Settings } from '@app/config';
import type { WhatIf, WhatIfResult } from '@app/contracts';
import type { Work } from '@app/database';
import { invalidInput } from '@app/http';
import { DomainError, type MultiPolygonGeometry } from '@app/kernel';
import { pgArray } from '@app/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { WhatIfChanges, WhatIfOutcome } from '../core/what-if';
import type { ElementAsset, TwinNetwork, TwinRecord } from '../store/twin-record';
import type { SearchGround } from '../suspects/leak-search';
import { CalculationFailed, inThread } from '../thread/twin-threads';
import { TwinAccess } from '../twin-access';
import { CalculationSlots } from './calculation-slots';
import { modelState } from './model-state';

const LIMIT_MS = 30_000;
/** Larger networks, or longer looks ahead, would take too long: nodes times steps. */
const MOST_WORK = 2_000_000;
const MOST_NODES = 2_000;
const AROUND_M = 60;
const HOUR_MS = 3_600_000;

/** Answers what would happen. */
@Injectable()
export class WhatIfService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly access: TwinAccess,
    private readonly slots: CalculationSlots,
  ) {}

  /** @throws {DomainError} not-found, forbidden, invalid, too-many, unavailable when it cannot be calculated */
  async run(principal: Principal, twinId: string, request: WhatIf): Promise<WhatIfResult> {
    const now = Date.now();
    const { ground, population } = await this.access.withTwin(principal, twinId, 'create', async (work, twin) => ({
      ground: await modelState(work, twin, this.settings, now - HOUR_MS, now),
      population: await populationOf(work, twin),
    }));
    const { source } = ground;
    const changes = changesOf(source, request);
    const nodes = source.network.junctions.length;
    if (nodes * (1 + request.durationH * 4) > MOST_WORK)
      throw invalidInput([{ pointer: '/durationH', detail: `is too long for a network of ${nodes} junctions` }]);
    const began = performance.now();
    const outcome = await this.slots.run(() => this.calculate(ground, changes, now));
    const isMeasured = ground.slots.some(({ values }) => values.size > 0);
    const durationMs = Math.round(performance.now() - began);
    return this.access.withTwin(principal, twinId, 'read', async (work, twin) =>
      view(outcome, {
        at: new Date(ground.slots.at(-1)?.at ?? now).toISOString(),
        durationH: request.durationH,
        durationMs,
        population,
        source,
        isMeasured,
        area: await areaAround(work, twin, assetsOf(source, outcome)),
      }),
    );
  }

  private async calculate(
    { source, links, slots, memory }: SearchGround,
    changes: WhatIfChanges,
    now: number,
  ): Promise<WhatIfOutcome> {
    const slot = slots.findLast(({ values }) => values.size > 0) ??
      slots.at(-1) ?? { at: now, hourOfWeek: 0, values: new Map() };
    const task = { network: source.network, links, slot, past: memory.step, changes };
    try {
      return await inThread('what-if', task, LIMIT_MS);
    } catch (error) {
      if (!(error instanceof CalculationFailed)) throw error;
      throw new DomainError('unavailable', 'twin.not-calculated', 'Could not be calculated', {
        detail: error.message,
        cause: error,
      });
    }
  }
}

async function populationOf(work: Work, twin: TwinRecord): Promise<number | null> {
  const [row] = await work.sql<{ population: number | null }>(
    `select population from municipalities where tenant_id = ?`,
    [twin.tenantId],
  );
  return row?.population ?? null;
}

/** @throws {DomainError} invalid for assets that are not of the network, or of another kind */
function changesOf({ assets }: TwinNetwork, request: WhatIf): WhatIfChanges {
  const byId = new Map(assets.map((asset) => [asset.assetId, asset]));
  const elements = (ids: readonly string[], field: string, classes: readonly string[]): string[] =>
    ids.map((id, index) => elementOf(byId, id, `/${field}/${index}`, classes).elementId);
  const { burst } = request;
  return {
    close: elements(request.close, 'close', ['pipe', 'valve']),
    pumpOff: elements(request.pumpOff, 'pumpOff', ['pump']),
    burst:
      burst === undefined
        ? null
        : {
            elementId: elementOf(byId, burst.assetId, '/burst/assetId', ['pipe', 'junction']).elementId,
            diameterM: burst.diameterMm === undefined ? null : burst.diameterMm / 1000,
            flowM3h: burst.flowM3h ?? null,
          },
    isolate: request.isolate,
    durationS: Math.round(request.durationH * 3600),
    minPressureKpa: request.minPressureKpa,
  };
}

function elementOf(
  byId: ReadonlyMap<string, ElementAsset>,
  id: string,
  pointer: string,
  classes: readonly string[],
): ElementAsset {
  const asset = byId.get(id);
  if (asset === undefined) throw invalidInput([{ pointer, detail: 'is no asset of this network' }]);
  if (!classes.includes(asset.class)) throw invalidInput([{ pointer, detail: `must be a ${classes.join(' or ')}` }]);
  return asset;
}

function assetsOf({ assets }: TwinNetwork, { nodes }: WhatIfOutcome): string[] {
  const hit = new Set(nodes.filter(({ affected }) => affected).map(({ id }) => id));
  return assets.filter(({ kind, elementId }) => kind === 'node' && hit.has(elementId)).map(({ assetId }) => assetId);
}

async function areaAround(
  work: Work,
  twin: TwinRecord,
  assetIds: readonly string[],
): Promise<MultiPolygonGeometry | null> {
  if (assetIds.length === 0) return null;
  const [row] = await work.sql<{ area: string | null }>(
    `select st_asgeojson(st_multi(st_union(st_buffer(geometry::geography, ${AROUND_M}, 'quad_segs=4')::geometry)), 6) as area
     from assets where tenant_id = ? and id = any (?::uuid[])`,
    [twin.tenantId, pgArray(assetIds)],
  );
  return row === undefined || row.area === null ? null : (JSON.parse(row.area) as MultiPolygonGeometry);
}

interface Facts {
  at: string;
  durationH: number;
  durationMs: number;
  population: number | null;
  source: TwinNetwork;
  /** Some sensor has reported in the last hour. */
  isMeasured: boolean;
  area: MultiPolygonGeometry | null;
}

function view(outcome: WhatIfOutcome, facts: Facts): WhatIfResult {
  const { at, durationH, durationMs, population, source, isMeasured, area } = facts;
  const named = (kind: 'node' | 'link') =>
    new Map(source.assets.filter((asset) => asset.kind === kind).map((asset) => [asset.elementId, asset]));
  const [nodes, links] = [named('node'), named('link')];
  const share = outcome.totalDemandM3h > 0 ? outcome.affectedDemandM3h / outcome.totalDemandM3h : 0;
  const notes = [...source.notes, ...outcome.notes];
  if (!isMeasured)
    notes.push('No sensor of the model has reported in the last hour: use and levels are those of the file.');
  if (population === null) notes.push('The municipality has no population: customers cannot be estimated.');
  return {
    at,
    durationH,
    affectedNodes: outcome.affectedNodes,
    affectedDemandM3h: rounded(outcome.affectedDemandM3h),
    affectedCustomers: Math.round(share * (population ?? 0)),
    totalNodes: outcome.totalNodes,
    burstM3h: outcome.burstM3h === null ? null : rounded(outcome.burstM3h),
    valvesToClose: outcome.valveIds.map((id) => ({
      assetId: links.get(id)?.assetId ?? null,
      elementId: id,
      name: links.get(id)?.name ?? id,
    })),
    isolatedNodes: outcome.isolatedNodes,
    area: area as WhatIfResult['area'],
    nodes: outcome.nodes.slice(0, MOST_NODES).map(({ id, beforeKpa, afterKpa, affected }) => ({
      elementId: id,
      assetId: nodes.get(id)?.assetId ?? null,
      location: nodes.get(id)?.location ?? null,
      beforeKpa: rounded(beforeKpa),
      afterKpa: rounded(afterKpa),
      affected,
    })),
    notes,
    durationMs,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
