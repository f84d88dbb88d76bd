import type { Principal } from '@app/access';
import type { ModelCompareQuery, ModelComparison, ModelVersionView } from '@app/contracts';
import { ModelThreads, TooLittleData } from '@app/detection';
import { UnitOfWork } from '@app/database';
import { DomainError, systemClock } from '@app/kernel';
import { pgArray } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { modelData } from './data/training-input';
import { metricsView } from './metrics-view';
import { noVersion } from './model-problems';
import { date } from './model-record';
import { ModelsService } from './models.service';

const DAY_MS = 86_400_000;

interface Row {
  version: number;
  state: ModelVersionView['state'];
  train_from: string;
  train_to: string;
  content: Buffer | null;
}

/** Lets several versions judge the same readings. */
@Injectable()
export class ComparisonService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly models: ModelsService,
    private readonly threads: ModelThreads,
  ) {}

  /** @throws {DomainError} not-found, conflict for a version that is not trained, invalid without readings */
  async compare(principal: Principal, id: string, query: ModelCompareQuery): Promise<ModelComparison> {
    const { model, rows } = await this.units.run(principal.tenants, async (work) => ({
      model: await this.models.find(work, principal, id),
      rows: await work.sql<Row>(
        `select version, state, train_from, train_to, content from model_versions
         where model_id = ? and version = any (?::int[])`,
        [id, pgArray(query.versions)],
      ),
    }));
    const chosen = query.versions.map((version) => {
      const row = rows.find((candidate) => candidate.version === version);
      if (row === undefined || row.content === null) throw noVersion(version);
      return { ...row, content: row.content };
    });
    const toMs = systemClock.now();
    const fromMs = toMs - query.days * DAY_MS;
    try {
      const data = await modelData(this.units, model, { fromMs, toMs });
      const report = await this.threads.assess(
        data,
        chosen.map(({ version, content }) => ({ version, model: content.toString() })),
      );
      return {
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        versions: report.versions.map((result, n) => {
          const row = chosen[n] as Row;
          const { version, readings, alarms, alarmReadings, meanAbsError } = result;
          return {
            version,
            state: row.state,
            readings,
            alarms,
            alarmReadings,
            meanAbsError,
            injected: metricsView(result.injected),
            feedback: metricsView(result.feedback),
            overlapsTraining: (date(row.train_to) as Date).getTime() > fromMs,
          };
        }),
        agreement: report.agreement,
      };
    } catch (error) {
      if (!(error instanceof TooLittleData)) throw error;
      throw new DomainError('invalid', 'model.no-readings', 'Nothing to compare on', { detail: error.message });
    }
  }
}
