import type { Principal } from '@app/access';
import type { TwinRun, TwinRunQuery, TwinRuns, TwinValueQuery, TwinValues } from '@app/contracts';
import { invalidInput } from '@app/http';
import { type Quantity, canonicalUnits, notFound } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { TwinAccess } from './twin-access';

const DAY_MS = 86_400_000;
const LONGEST_MS = 100 * DAY_MS;

/** What twins have calculated. */
@Injectable()
export class TwinHistory {
  constructor(private readonly access: TwinAccess) {}

  /** Newest first. @throws {DomainError} not-found */
  runs(principal: Principal, id: string, { limit, cursor }: TwinRunQuery): Promise<TwinRuns> {
    return this.access.withTwin(principal, id, 'read', async (work) => {
      const rows = await work.sql<Omit<TwinRun, 'at'> & { at: Date | string }>(
        `select at, revision, state, quality from twin_runs where twin_id = ? and at < ?::timestamptz order by at desc limit ?`,
        [id, cursor ?? 'infinity', limit + 1],
      );
      const data = rows.slice(0, limit).map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
      return { data, page: { next: rows.length > limit ? (data.at(-1)?.at ?? null) : null } };
    });
  }

  /** Measured beside calculated. @throws {DomainError} not-found, invalid */
  values(principal: Principal, id: string, query: TwinValueQuery): Promise<TwinValues> {
    const to = query.to === undefined ? Date.now() : Date.parse(query.to);
    const from = query.from === undefined ? to - 2 * DAY_MS : Date.parse(query.from);
    if (!(from < to && to - from <= LONGEST_MS))
      throw invalidInput([{ pointer: '?from', detail: 'must lie before to, at most 100 days' }]);
    return this.access.withTwin(principal, id, 'read', async (work, { tenantId }) => {
      const [sensor] = await work.sql<{ quantity: Quantity }>(
        `select s.quantity from sensors s join twin_links l on l.tenant_id = s.tenant_id and l.sensor_id = s.id
         where s.tenant_id = ? and l.twin_id = ? and s.id = ?`,
        [tenantId, id, query.sensorId],
      );
      if (sensor === undefined) throw notFound('sensor', query.sensorId);
      const rows = await work.sql<{
        at: Date | string;
        measured: number | null;
        simulated: number | null;
        z: number | null;
      }>(
        `select at, measured, simulated, z from twin_values
         where tenant_id = ? and twin_id = ? and sensor_id = ? and at >= to_timestamp(?) and at <= to_timestamp(?) order by at`,
        [tenantId, id, query.sensorId, from / 1000, to / 1000],
      );
      return {
        unit: canonicalUnits[sensor.quantity],
        times: rows.map(({ at }) => new Date(at).toISOString()),
        measured: rows.map(({ measured }) => measured),
        simulated: rows.map(({ simulated }) => simulated),
        z: rows.map(({ z }) => z),
      };
    });
  }
}
