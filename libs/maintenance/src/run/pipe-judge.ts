import { UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { type PriorModel, builtInModel, pipeConsequence } from '../core';
import { judgePipes } from '../thread/pipe-threads';
import type { PipeAnswer } from '../thread/protocol';
import { type StoredModel, loadModel, storeModel } from './model-store';
import { type PipeStock, knownUntil, loadPipes } from './pipe-source';
import { replaceRisks } from './risk-rows';

/** Breaks with which a municipality, or the nation, adjusts the model to itself. */
export const OWN_BREAKS = 30;
/** Pipes from which the nation's model is fitted at most. */
const MOST_PIPES = 300_000;
const DAY_MS = 86_400_000;

/** A model that others start from. */
export interface StartModel {
  readonly basis: 'national' | 'built_in';
  readonly model: PriorModel;
}

/** Fits the models of pipe breaks and judges pipes. */
@Injectable()
export class PipeJudge {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** Fits the nation's model over all municipalities, from the built-in one. Without enough breaks it is forgotten. */
  async fitNation(now: Date, signal: AbortSignal): Promise<StartModel> {
    const nation = this.tree.nation().id;
    const stock = await this.units.run(this.tree.all(), (work) => loadPipes(work, this.tree.all()));
    const tooFew = stock.breaks.length < OWN_BREAKS || stock.pipes.length > MOST_PIPES;
    if (tooFew) {
      await this.units.run([nation], (work) =>
        work.sql(`delete from maintenance_models where tenant_id = ?`, [nation]),
      );
      return { basis: 'built_in', model: builtInModel };
    }
    const until = knownUntil(stock.breaks, now);
    const answer = await judgePipes({ ...stock, until, prior: builtInModel, fit: true, assess: false }, signal);
    const basis = answer.fitted ? 'own' : 'built_in';
    await this.units.run([nation], (work) => storeModel(work, nation, stored(basis, stock, answer, until, now)));
    return answer.fitted ? { basis: 'national', model: answer.model } : { basis: 'built_in', model: builtInModel };
  }

  /** The nation's model of an earlier run, else the built-in one. */
  async startModel(): Promise<StartModel> {
    const nation = this.tree.nation().id;
    const model = await this.units.run([nation], (work) => loadModel(work, nation));
    return model === null ? { basis: 'built_in', model: builtInModel } : { basis: 'national', model };
  }

  /** Judges the pipes of a municipality. @returns how many */
  async judge(tenantId: number, runId: string, start: StartModel, now: Date, signal: AbortSignal): Promise<number> {
    const stock = await this.units.run([tenantId], (work) => loadPipes(work, [tenantId]));
    const until = knownUntil(stock.breaks, now);
    const fit = stock.breaks.length >= OWN_BREAKS;
    const answer = await judgePipes({ ...stock, until, prior: start.model, fit, assess: true }, signal);
    const basis: StoredModel['basis'] = answer.fitted ? 'own' : start.basis;
    const rows = answer.assessments.map((assessment, index) => ({
      id: stock.pipes[index]?.id ?? '',
      likelihood: assessment.likelihood,
      consequence: pipeConsequence(stock.facts[index] ?? { diameterMm: null, attributes: {} }),
      probability: assessment.probability,
      remaining: assessment.remainingYears,
      perMetre: assessment.perMetre,
      inspection: assessment.inspection,
      healthScore: null,
      basis,
      reasons: assessment.reasons,
      measures: {
        expectedBreaks: assessment.expected.value,
        expectedBreaksLow: assessment.expected.low,
        expectedBreaksHigh: assessment.expected.high,
      },
    }));
    await this.units.run([tenantId], async (work) => {
      await replaceRisks(work, tenantId, 'pipe', runId, rows);
      await storeModel(work, tenantId, stored(basis, stock, answer, until, now));
    });
    return rows.length;
  }
}

function stored(
  basis: StoredModel['basis'],
  { pipes, breaks }: PipeStock,
  answer: PipeAnswer,
  until: number,
  now: Date,
): StoredModel {
  const year = Math.floor(until);
  const start = Date.UTC(year, 0, 1);
  const to = new Date(start + (until - year) * (Date.UTC(year + 1, 0, 1) - start) - DAY_MS);
  return {
    basis,
    trainedAt: basis === 'built_in' ? null : now,
    recordsFrom: breaks.length > 0 ? answer.recordsFrom : null,
    recordsTo: breaks.length > 0 ? to.toISOString().slice(0, 10) : null,
    pipes: pipes.length,
    breaks: answer.breaks,
    validation: answer.validation,
    model: answer.model,
  };
}
