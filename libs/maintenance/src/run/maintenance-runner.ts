import { UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';
import { PipeJudge } from './pipe-judge';
import { PumpJudge } from './pump-judge';
import { type RunRow, noteRun } from './run-store';
import { SensorJudge } from './sensor-judge';

/** Carries out runs: the nation's model first where the whole nation is judged, then one municipality after the other. */
@Injectable()
export class MaintenanceRunner {
  private readonly log = new Logger(MaintenanceRunner.name);

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly pipes: PipeJudge,
    private readonly pumps: PumpJudge,
    private readonly sensors: SensorJudge,
  ) {}

  /** Judges everything of a run's scope; repeating it does the same again. @throws {Error} after noting why it failed */
  async run(tenantId: number, id: string, signal: AbortSignal, now = new Date()): Promise<RunRow['judged']> {
    const municipalities = this.tree
      .visibleFrom(tenantId)
      .filter((each) => this.tree.node(each).kind === 'municipality');
    const judged = { pipe: 0, pump: 0, sensor: 0 };
    const note = (change: Partial<RunRow>) => this.units.run([tenantId], (work) => noteRun(work, id, change));
    await note({
      state: 'running',
      total: municipalities.length,
      done: 0,
      step: 'model',
      started_at: now,
      failure: null,
    });
    try {
      const isNation = this.tree.node(tenantId).kind === 'nation';
      const start = isNation ? await this.pipes.fitNation(now, signal) : await this.pipes.startModel();
      for (const [index, municipality] of municipalities.entries()) {
        signal.throwIfAborted();
        await note({ step: 'pipes', done: index });
        judged.pipe += await this.pipes.judge(municipality, id, start, now, signal);
        await note({ step: 'pumps', judged });
        judged.pump += await this.pumps.judge(municipality, id, now);
        await note({ step: 'sensors', judged });
        await this.sensors.note(municipality);
        judged.sensor += await this.sensors.judge(municipality, id, now);
      }
      await note({ state: 'finished', step: null, done: municipalities.length, judged, finished_at: new Date() });
      return judged;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.log.error(`Run ${id}: ${failure}`);
      await note({ state: 'failed', failure, finished_at: new Date() });
      throw error;
    }
  }
}
