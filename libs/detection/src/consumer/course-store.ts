import { AlertConditions } from '@app/alerts';
import { UnitOfWork, type Work } from '@app/database';
import { shardOf } from '@app/telemetry';
import { Injectable } from '@nestjs/common';
import { type CourseMemory, CourseShard } from '../course';
import { isTrusted } from './trusted';

interface MemoryRow {
  tenant_id: number;
  sensor_number: number;
  memory: Buffer;
}

/** Rows in one statement: between two of them other work gets its turn. */
const CHUNK = 50;

/** What has been learned of sensors' courses, in the database. */
@Injectable()
export class CourseStore {
  constructor(
    private readonly units: UnitOfWork,
    private readonly alerts: AlertConditions,
  ) {}

  /**
   * The courses of a shard as they were stored. An alarm that stands although no memory tells of it is taken over, so that
   * it ends.
   * @param tenants - all tenants
   */
  async load(tenants: readonly number[], shard: number): Promise<CourseShard> {
    return this.units.run([...tenants], async (work) => {
      const rows = await work.sql<MemoryRow>(
        'select tenant_id, sensor_number, memory from series_memories where shard = ?',
        [shard],
      );
      const courses = new CourseShard(isTrusted);
      for (const { tenant_id: tenantId, sensor_number: sensorId, memory } of rows)
        courses.put({ tenantId, sensorId, memory: decode(memory) });
      for (const { tenantId, sensorId, kind } of await this.alerts.holding(work))
        if (kind === 'anomaly' && shardOf(sensorId) === shard) courses.seed(tenantId, sensorId);
      return courses;
    });
  }

  /** Stores memories in the caller's transaction, whose scope holds their tenants. Those of sensors that are gone are left out. */
  async save(work: Work, shard: number, memories: readonly CourseMemory[]): Promise<void> {
    const sorted = [...memories].sort((a, b) => a.tenantId - b.tenantId || a.sensorId - b.sensorId);
    for (let from = 0; from < sorted.length; from += CHUNK) {
      const part = sorted.slice(from, from + CHUNK);
      await work.sql(
        `insert into series_memories as m (tenant_id, sensor_number, shard, memory)
         select n.tenant_id, n.sensor_number, ?, decode(n.memory, 'base64')
         from unnest(?::int[], ?::int[], ?::text[]) as n (tenant_id, sensor_number, memory)
         join sensors s on s.number = n.sensor_number
         on conflict (tenant_id, sensor_number) do update
           set shard = excluded.shard, memory = excluded.memory, updated_at = now()`,
        [
          shard,
          `{${part.map(({ tenantId }) => tenantId).join(',')}}`,
          `{${part.map(({ sensorId }) => sensorId).join(',')}}`,
          `{${part.map(({ memory }) => encode(memory)).join(',')}}`,
        ],
      );
    }
  }
}

/** Text that needs no quotes in an array: a statement's parameters are written out, and escaping large ones costs. */
function encode(memory: Float64Array): string {
  return Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength).toString('base64');
}

function decode(bytes: Buffer): Float64Array {
  return Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) => bytes.readDoubleLE(i * 8));
}
