import type { Principal } from '@app/access';
import type { ModelDetection, ModelDetectionList, ModelDetectionQuery } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { invalidInput } from '@app/http';
import { type Quantity, canonicalUnits, isUuid } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { iso } from './model-version';
import { ModelsService } from './models.service';

interface Row {
  id: string;
  model_id: string;
  version: number;
  mode: ModelDetection['mode'];
  sensor_id: string;
  sensor_code: string;
  sensor_name: string;
  quantity: Quantity;
  started_at: string;
  ended_at: string | null;
  score: number;
  peak_at: string;
  value: number | null;
  expected: number | null;
  lower_limit: number | null;
  upper_limit: number | null;
  explanation: ModelDetection['explanation'];
  context: ModelDetection['context'];
  real: boolean | null;
}

/** What models found, for screens. */
@Injectable()
export class DetectionsReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly models: ModelsService,
  ) {}

  /** Newest first. @throws {DomainError} not-found */
  list(principal: Principal, modelId: string, query: ModelDetectionQuery): Promise<ModelDetectionList> {
    return this.units.run(principal.tenants, async (work) => {
      await this.models.find(work, principal, modelId);
      const conditions = ['d.model_id = ?'];
      const parameters: unknown[] = [modelId];
      const also = (condition: string, ...values: unknown[]) => {
        conditions.push(condition);
        parameters.push(...values);
      };
      if (query.version !== undefined) also('d.version = ?', query.version);
      if (query.mode !== undefined) also('d.mode = ?', query.mode);
      if (query.open !== undefined) also(query.open ? 'd.ended_at is null' : 'd.ended_at is not null');
      if (query.cursor !== undefined)
        also('(d.started_at, d.id) < (?::timestamptz, ?::uuid)', ...readCursor(query.cursor));
      const rows = await work.sql<Row>(
        `select d.*, s.code as sensor_code, s.name as sensor_name, s.quantity, f.real
         from model_detections d join sensors s on s.tenant_id = d.tenant_id and s.id = d.sensor_id
         left join lateral (select f.real from model_feedback f where f.tenant_id = d.tenant_id and f.sensor_id = d.sensor_id
           and f.from_at <= coalesce(d.ended_at, d.peak_at) and f.to_at >= d.started_at order by f.created_at desc limit 1) f on true
         where ${conditions.join(' and ')} order by d.started_at desc, d.id desc limit ?`,
        [...parameters, query.limit + 1],
      );
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const next =
        rows.length > query.limit && last !== undefined
          ? Buffer.from(`${iso(last.started_at)} ${last.id}`).toString('base64url')
          : null;
      return { data: shown.map(view), page: { next } };
    });
  }
}

function view(row: Row): ModelDetection {
  return {
    id: row.id,
    modelId: row.model_id,
    version: row.version,
    mode: row.mode,
    sensorId: row.sensor_id,
    sensorCode: row.sensor_code,
    sensorName: row.sensor_name,
    unit: canonicalUnits[row.quantity],
    startedAt: iso(row.started_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
    score: row.score,
    peakAt: iso(row.peak_at),
    value: row.value,
    expected: row.expected,
    lower: row.lower_limit,
    upper: row.upper_limit,
    explanation: row.explanation,
    context: row.context,
    verdict: row.real === null ? null : row.real ? 'true' : 'false',
  };
}

function readCursor(cursor: string): [string, string] {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (at !== undefined && id !== undefined && isUuid(id) && !Number.isNaN(Date.parse(at))) return [at, id];
  throw invalidInput([{ pointer: '?cursor', detail: 'The cursor is not one of ours: begin without it.' }]);
}
