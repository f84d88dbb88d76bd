import { type Principal, allowed } from '@app/access';
import type { BalanceZone, BalanceZoneList, BalanceZonesQuery } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { systemClock } from '@app/kernel';
import { narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { readLeaks } from '../run/leak-store';
import type { NightResult } from '../run/night-result';
import { leakView } from './night-flow.read-model';

interface Row {
  tenant_id: number;
  zone_id: string;
  code: string;
  name: string;
  configured: boolean;
  mains_km: number | null;
  result: NightResult | null;
  ili: number | null;
  band: BalanceZone['band'];
}

/** Zones by what they lose, most first. */
@Injectable()
export class ZoneRankingReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} not-found for a municipality out of sight */
  list(principal: Principal, query: BalanceZonesQuery): Promise<BalanceZoneList> {
    const scope = narrow(principal, this.tree, query.municipalityId === undefined ? undefined : [query.municipalityId]);
    const tenants = scope.filter((tenantId) => allowed(principal, 'read', 'Balance', { tenantId }));
    const where = `z.tenant_id = any (?::int[]) and (?::uuid is null or z.id = ?::uuid)`;
    const parameters = [pgArray(tenants), query.zoneId ?? null, query.zoneId ?? null];
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from zones z where ${where}`,
        parameters,
      );
      const rows = await work.sql<Row>(
        `select z.tenant_id, z.id as zone_id, z.code, z.name, s.zone_id is not null as configured,
           (s.settings ->> 'mainsKm')::float8 as mains_km, n.result, b.ili, b.band
         from zones z
         left join zone_balance_setups s on s.tenant_id = z.tenant_id and s.zone_id = z.id
         left join lateral (select result, net_flow from zone_nights where tenant_id = z.tenant_id and zone_id = z.id
           and fault is null order by night desc limit 1) n on true
         left join lateral (select (result #>> '{leakageIndex,index,value}')::float8 as ili,
             result #>> '{leakageIndex,band}' as band from zone_balances
           where tenant_id = z.tenant_id and zone_id = z.id order by period_to desc, created_at desc limit 1) b on true
         where ${where} order by n.net_flow desc nulls last, configured desc, z.name, z.id limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      const leaks = await readLeaks(work, `zone_id = any (?::uuid[]) and ended_at is null`, [
        pgArray(rows.map(({ zone_id: zoneId }) => zoneId)),
      ]);
      const now = systemClock.now();
      return {
        data: rows.map((row): BalanceZone => {
          const { result, mains_km: mainsKm } = row;
          const leak = leaks.find(({ zoneId }) => zoneId === row.zone_id);
          return {
            zoneId: row.zone_id,
            municipalityId: this.tree.uidOf(row.tenant_id),
            code: row.code,
            name: row.name,
            configured: row.configured,
            night: result?.night ?? null,
            minimum: result?.minimum?.value ?? null,
            leakage: result?.net ?? null,
            daily: result?.daily ?? null,
            perKm: result?.net != null && mainsKm !== null && mainsKm > 0 ? result.net.value / mainsKm : null,
            leak: leak === undefined ? null : leakView(leak, now),
            leakageIndex: row.ili,
            band: row.band,
          };
        }),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }
}
