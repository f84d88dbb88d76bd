import { UnitOfWork } from '@app/database';
import { systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { readModels } from '../model-record';
import { TrainingRequests } from '../training-requests';

const DAY_MS = 86_400_000;
/** A model has drifted when this share of a week's readings, of at least so many, is out of the ordinary. */
const DRIFT_SHARE = 0.05;
const LEAST_READINGS = 200;
const WEEK_DAYS = 7;
/** A drifted model is trained again no sooner than this after the last time. */
const REST_MS = WEEK_DAYS * DAY_MS;

/** Notices models that are due for another training, and asks for it. */
@Injectable()
export class Retraining {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly requests: TrainingRequests,
  ) {}

  async run(): Promise<{ scheduled: number; drifted: number }> {
    const nowMs = systemClock.now();
    return this.units.run(this.tree.all(), async (work) => {
      const runs = await work.sql<{ model_id: string; days: Record<string, [number, number]> }>(
        `select r.model_id, r.days from model_runs r join models m on m.tenant_id = r.tenant_id and m.id = r.model_id
         and m.active_version = r.version`,
      );
      for (const { model_id: id, days } of runs) {
        const drift = driftOf(days);
        await work.sql(`update models set drift = ?::jsonb where id = ? and drift is distinct from ?::jsonb`, [
          JSON.stringify(drift),
          id,
          JSON.stringify(drift),
        ]);
      }
      const due = await readModels(
        work,
        `m.training in ('idle', 'failed') and (m.next_training_at <= now()
           or ((m.retrain ->> 'onDrift')::boolean and (m.drift ->> 'drifted')::boolean))`,
        [],
      );
      const result = { scheduled: 0, drifted: 0 };
      for (const model of due) {
        const isDue = model.nextTrainingAt !== null && model.nextTrainingAt.getTime() <= nowMs;
        const newest = await work.sql<{ newest: string | null }>(
          `select max(created_at) as newest from model_versions where model_id = ?`,
          [model.id],
        );
        const age = nowMs - new Date(newest[0]?.newest ?? 0).getTime();
        if (!isDue && age < REST_MS) continue;
        const span = { fromMs: nowMs - model.windowDays * DAY_MS, toMs: nowMs };
        await this.requests.request(work, model, isDue ? 'schedule' : 'drift', span);
        if (isDue) result.scheduled += 1;
        else result.drifted += 1;
      }
      return result;
    });
  }
}

/** Share of unusual readings in the newest seven days of which there are counts; null while there are too few. */
export function driftOf(
  days: Readonly<Record<string, readonly [number, number]>>,
): { share: number; readings: number; drifted: boolean } | null {
  const newest = Object.keys(days)
    .map(Number)
    .sort((a, b) => b - a)
    .slice(0, WEEK_DAYS);
  let [readings, unusual] = [0, 0];
  for (const day of newest) {
    const [all, over] = days[String(day)] ?? [0, 0];
    readings += all;
    unusual += over;
  }
  if (readings < LEAST_READINGS) return null;
  const share = unusual / readings;
  return { share, readings, drifted: share > DRIFT_SHARE };
}
