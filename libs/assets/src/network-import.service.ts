import { type Principal, assertAllowed } from '@app/access';
import type { NetworkImport, NetworkImportResult } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, uuidv7 } from '@app/kernel';
import { ResourceTools, owningMunicipality, pgArray } from '@app/resources';
import type { TenantNode } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { insertAssetRows } from './network/asset-rows';
import { NetworkReader } from './network/network-reader';
import { NetworkImportListeners } from './network-import.listeners';

/** How many of many codes a message names. */
const EXAMPLES = 5;

/** Takes the network of an EPANET file into a municipality: all of it or nothing, in one transaction. */
@Injectable()
export class NetworkImportService {
  constructor(
    private readonly tools: ResourceTools,
    private readonly listeners: NetworkImportListeners,
    private readonly reader: NetworkReader,
  ) {}

  /** @throws {DomainError} not-found, forbidden, invalid (with the lines of the file), conflict (codes that exist) */
  async import(principal: Principal, municipalityId: string, request: NetworkImport): Promise<NetworkImportResult> {
    await this.tools.units.run(principal.tenants, (work) => this.enter(work, principal, municipalityId));
    const network = await this.reader.read(request);
    // A trial is rolled back, so it must not join a transaction around it (that of an Idempotency-Key), which commits.
    const { units } = this.tools;
    return (request.dryRun ? units.runApart.bind(units) : units.run.bind(units))<NetworkImportResult>(
      principal.tenants,
      async (work) => {
        const tenant = await this.enter(work, principal, municipalityId);
        const zone = await this.zoneFor(work, tenant, request);
        const removed = request.replace ? await removeMissing(work, tenant.id, zone?.id ?? null, network.codes) : 0;
        await assertCodesFree(work, tenant.id, zone?.id ?? null, network.codes, request.replace);
        const result: NetworkImportResult = {
          assets: network.assets,
          zones: zone?.isNew === true ? 1 : 0,
          removed,
          zoneId: zone?.id ?? null,
          warnings: network.warnings,
          bounds: network.bounds,
          dryRun: false,
        };
        await insertAssetRows(work, tenant.id, zone?.id ?? null, network.rows);
        if (zone !== null) await drawAround(work, zone.id);
        await this.listeners.tell(work, {
          tenantId: tenant.id,
          zoneId: zone?.id ?? null,
          inp: request.inp,
          placement: request.placement,
          title: network.title,
          elements: network.elements,
          by: principal.name,
        });
        const { warnings, ...counts } = result;
        this.tools.trail.record(work, {
          action: 'municipality.import-network',
          objectType: 'Municipality',
          objectId: tenant.uid,
          tenantId: tenant.id,
          after: { ...counts, warnings: warnings.length, title: network.title },
        });
        if (request.dryRun) throw new DryRun({ ...result, zoneId: null, dryRun: true });
        return result;
      },
    ).catch((error: unknown) => {
      if (error instanceof DryRun) return error.result;
      throw error;
    });
  }

  private async enter(work: Work, principal: Principal, municipalityId: string): Promise<TenantNode> {
    const tenant = await owningMunicipality(work, principal, this.tools.tree, municipalityId);
    assertAllowed(principal, 'import', 'Municipality', { tenantId: tenant.id, id: tenant.uid });
    return tenant;
  }

  /** The zone of that name, or a new one; null when none is asked for. */
  private async zoneFor(
    work: Work,
    tenant: TenantNode,
    { zoneName }: NetworkImport,
  ): Promise<{ id: string; isNew: boolean } | null> {
    if (zoneName === undefined) return null;
    const [known] = await work.sql<{ id: string }>(
      `select id from zones where tenant_id = ? and (name = ? or code = ?) order by name = ? desc limit 1`,
      [tenant.id, zoneName, zoneCode(zoneName), zoneName],
    );
    if (known !== undefined) return { id: known.id, isNew: false };
    const id = uuidv7();
    await work.sql(`insert into zones (tenant_id, id, code, name, kind) values (?, ?, ?, ?, 'dma')`, [
      tenant.id,
      id,
      zoneCode(zoneName),
      zoneName,
    ]);
    return { id, isNew: true };
  }
}

/** Rolls the transaction of a trial run back, with what it would have done. */
class DryRun extends Error {
  constructor(readonly result: NetworkImportResult) {
    super('Trial run');
  }
}

/** A code for a zone that is made by its name: letters, digits and hyphens. */
function zoneCode(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'zone' : plain.slice(0, 64);
}

/** Takes away what an earlier import put there and the file no longer has. @returns how many */
async function removeMissing(
  work: Work,
  tenantId: number,
  zoneId: string | null,
  codes: readonly string[],
): Promise<number> {
  const rows = await work.sql<{ count: number }>(
    `with gone as (
       delete from assets where tenant_id = ? and zone_id is not distinct from ?::uuid and attributes -> 'epanet' is not null
         and code <> all (?::text[]) returning 1
     ) select count(*)::int as count from gone`,
    [tenantId, zoneId, pgArray(codes)],
  );
  return rows[0]?.count ?? 0;
}

/** @throws {DomainError} conflict when codes of the file belong to assets that the import may not replace */
async function assertCodesFree(
  work: Work,
  tenantId: number,
  zoneId: string | null,
  codes: readonly string[],
  replace: boolean,
): Promise<void> {
  const replaceable = replace
    ? `and not (zone_id is not distinct from ?::uuid and attributes -> 'epanet' is not null)`
    : '';
  const taken = await work.sql<{ code: string }>(
    `select code from assets where tenant_id = ? and code = any (?::text[]) ${replaceable} order by code`,
    [tenantId, pgArray(codes), ...(replace ? [zoneId] : [])],
  );
  if (taken.length === 0) return;
  const examples = taken.slice(0, EXAMPLES).map(({ code }) => code);
  throw new DomainError('conflict', 'asset.code-taken', 'Codes exist already', {
    detail: `${taken.length} codes of the file belong to assets of the municipality: ${examples.join(', ')}${
      taken.length > EXAMPLES ? ' ...' : ''
    }. Send replace=true to renew an earlier import, or rename them.`,
  });
}

/** Gives a zone without a boundary one: around its assets, 50 m away from them. */
async function drawAround(work: Work, zoneId: string): Promise<void> {
  await work.sql(
    `update zones set boundary = around.area from (
       select st_multi(st_buffer(st_convexhull(st_collect(geometry))::geography, 50)::geometry) as area
         from assets where zone_id = ?
     ) as around where id = ? and boundary is null and around.area is not null`,
    [zoneId, zoneId],
  );
}
