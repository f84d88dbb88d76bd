import { type Principal, type Subject } from '@app/access';
import { AssetEntity, ZoneEntity } from '@app/assets';
import type { SearchHit, SearchHits, SearchQuery } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DeviceEntity } from '@app/devices';
import { MunicipalityEntity } from '@app/municipalities';
import { containing } from '@app/resources';
import { SensorEntity } from '@app/sensors';
import type { EntityClass } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { readable } from './readable';

interface Source {
  kind: SearchHit['kind'];
  subject: Subject;
  entity: EntityClass<object>;
  table: string;
  /** Column that people know it by beside its name; null: none. */
  code: string | null;
  detail: string;
  place: string;
}

const sources: readonly Source[] = [
  {
    kind: 'sensor',
    subject: 'Sensor',
    entity: SensorEntity,
    table: 'sensors',
    code: 't.code',
    detail: 't.quantity',
    place: 't.location',
  },
  {
    kind: 'asset',
    subject: 'Asset',
    entity: AssetEntity,
    table: 'assets',
    code: 't.code',
    detail: 't.class',
    place: 'st_pointonsurface(t.geometry)',
  },
  {
    kind: 'municipality',
    subject: 'Municipality',
    entity: MunicipalityEntity,
    table: 'municipalities',
    code: 't.code',
    detail: 'null',
    place: 't.center',
  },
  {
    kind: 'device',
    subject: 'Device',
    entity: DeviceEntity,
    table: 'devices',
    code: null,
    detail: 't.protocol',
    place: 't.location',
  },
  {
    kind: 'zone',
    subject: 'Zone',
    entity: ZoneEntity,
    table: 'zones',
    code: 't.code',
    detail: 't.kind',
    place: 'st_pointonsurface(t.boundary)',
  },
];

interface HitRow {
  id: string;
  municipality_id: string;
  code: string | null;
  name: string;
  detail: string | null;
  lon: number | null;
  lat: number | null;
  rank: number;
}

/** Finds objects by code or name, for the palette: whole matches first, then beginnings, then anything that holds the text. */
@Injectable()
export class SearchReadModel {
  constructor(private readonly units: UnitOfWork) {}

  find(principal: Principal, { q, limit }: SearchQuery): Promise<SearchHits> {
    return this.units.run(principal.tenants, async (work) => {
      const found: (SearchHit & { rank: number })[] = [];
      for (const source of sources) found.push(...(await this.findIn(work, principal, source, q, limit)));
      found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || a.name.localeCompare(b.name));
      return { data: found.slice(0, limit).map(({ rank: _rank, ...hit }) => hit) };
    });
  }

  private async findIn(
    work: Work,
    principal: Principal,
    source: Source,
    q: string,
    limit: number,
  ): Promise<(SearchHit & { rank: number })[]> {
    const rights = readable(work, principal, source.subject, source.entity, principal.tenants);
    if (rights === null) return [];
    const pattern = containing(q);
    const beginning = pattern.slice(1);
    const texts = source.code === null ? ['t.name'] : [source.code, 't.name'];
    const any = (test: string) => `(${texts.map((text) => `${text} ${test}`).join(' or ')})`;
    const given = (value: string) => texts.map(() => value);
    const rows = await work.sql<HitRow>(
      `select f.*, st_x(f.place) as lon, st_y(f.place) as lat from (
         select t.id, (select uid from tenants where tenants.id = t.tenant_id) as municipality_id, ${source.code ?? 'null'} as code,
             t.name, ${source.detail} as detail, ${source.place} as place,
             case when ${any('ilike ?')} then 0 when ${any('ilike ?')} then 1 else 2 end as rank
           from ${source.table} t where ${any('ilike ?')} ${rights.sql}
           order by rank, length(t.name), t.name limit ?
       ) as f`,
      [...given(pattern.slice(1, -1)), ...given(beginning), ...given(pattern), ...rights.parameters, limit],
    );
    return rows.map((row) => ({
      kind: source.kind,
      id: row.id,
      municipalityId: row.municipality_id,
      code: row.code,
      name: row.name,
      detail: row.detail,
      location: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
      rank: row.rank,
    }));
  }
}
