import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import type { CourseMemory } from '../course';

interface MemoryRow {
  tenant_id: number;
  sensor_number: number;
  memory: Buffer;
}

/** Rows in one statement. */
const CHUNK = 500;

/** What has been learned of sensors' courses, in the database. */
@Injectable()
export class CourseStore {
  constructor(private readonly units: UnitOfWork) {}

  /** Memories of all sensors of a shard. @param tenants - all tenants */
  async load(tenants: readonly number[], shard: number): Promise<CourseMemory[]> {
    const rows = await this.units.run([...tenants], (work) =>
      work.sql<MemoryRow>('select tenant_id, sensor_number, memory from series_memories where shard = ?', [shard]),
    );
    return rows.map(({ tenant_id, sensor_number, memory }) => ({
      tenantId: tenant_id,
      sensorId: sensor_number,
      memory: decode(memory),
    }));
  }

  /** Stores memories in the caller's transaction, whose scope holds their tenants. Those of sensors that are gone are left out. */
  async save(work: Work, shard: number, memories: readonly CourseMemory[]): Promise<void> {
    const sorted = [...memories].sort((a, b) => a.tenantId - b.tenantId || a.sensorId - b.sensorId);
    for (let from = 0; from < sorted.length; from += CHUNK) {
      const part = sorted.slice(from, from + CHUNK);
      await work.sql(
        `insert into series_memories as m (tenant_id, sensor_number, shard, memory)
         select n.tenant_id, n.sensor_number, ?, n.memory
         from unnest(?::int[], ?::int[], ?::bytea[]) as n (tenant_id, sensor_number, memory)
         join sensors s on s.number = n.sensor_number
         on conflict (tenant_id, sensor_number) do update
           set shard = excluded.shard, memory = excluded.memory, updated_at = now()`,
        [
          shard,
          `{${part.map(({ tenantId }) => tenantId).join(',')}}`,
          `{${part.map(({ sensorId }) => sensorId).join(',')}}`,
          `{${part.map(({ memory }) => `"\\\\x${encode(memory).toString('hex')}"`).join(',')}}`,
        ],
      );
    }
  }
}

function encode(memory: Float64Array): Buffer {
  const bytes = Buffer.alloc(memory.length * 8);
  memory.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
  return bytes;
}

function decode(bytes: Buffer): Float64Array {
  return Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) => bytes.readDoubleLE(i * 8));
}
