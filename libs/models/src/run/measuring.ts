import { ModelThreads, TooLittleData } from '@app/detection';
import { UnitOfWork } from '@app/database';
import { Injectable } from '@nestjs/common';
import { modelData } from '../data/training-input';
import { metricsView } from '../metrics-view';
import { date, readModels } from '../model-record';

const DAY_MS = 86_400_000;
/** Readings before the first label from which a scorer finds its feet, and the longest span that is looked at. */
const WARM_UP_MS = 3 * DAY_MS;
const MOST_MS = 400 * DAY_MS;

/** Measures trained versions anew on what operators have said since. */
@Injectable()
export class Measuring {
  constructor(
    private readonly units: UnitOfWork,
    private readonly threads: ModelThreads,
  ) {}

  /** @returns how many versions have new figures; none while too little was said */
  async run(tenantId: number, id: string): Promise<number> {
    const { model, versions, span } = await this.units.run([tenantId], async (work) => {
      const [record] = await readModels(work, 'm.id = ?', [id]);
      const rows = await work.sql<{ version: number; content: Buffer }>(
        `select version, content from model_versions where model_id = ? and content is not null order by version desc limit 5`,
        [id],
      );
      const [labelled] = await work.sql<{ first: string | null; last: string | null }>(
        `select min(from_at) as first, max(to_at) as last from model_feedback f where f.tenant_id = ?
           and (f.sensor_id = ?::uuid or f.zone_id = ?::uuid
             or f.sensor_id in (select s.id from sensors s where s.tenant_id = f.tenant_id and s.zone_id = ?::uuid))`,
        [tenantId, record?.scopeId ?? null, record?.scopeId ?? null, record?.scopeId ?? null],
      );
      return { model: record, versions: rows, span: labelled };
    });
    const first = date(span?.first)?.getTime();
    const last = date(span?.last)?.getTime();
    if (model === undefined || versions.length === 0 || first === undefined || last === undefined) return 0;
    try {
      const toMs = last + 1;
      const data = await modelData(this.units, model, { fromMs: Math.max(first - WARM_UP_MS, toMs - MOST_MS), toMs });
      const report = await this.threads.assess(
        data,
        versions.map(({ version, content }) => ({ version, model: content.toString() })),
      );
      const measured = report.versions.filter(({ feedback }) => feedback !== null);
      await this.units.run([tenantId], async (work) => {
        for (const { version, feedback } of measured)
          await work.sql(`update model_versions set metrics = ?::jsonb where model_id = ? and version = ?`, [
            JSON.stringify(metricsView(feedback)),
            id,
            version,
          ]);
      });
      return measured.length;
    } catch (error) {
      if (error instanceof TooLittleData) return 0;
      throw error;
    }
  }
}
