import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Principal } from '@app/access';
import type { PredictBatchInput, PredictBatchResult, PredictInput, Prediction } from '@app/contracts';
import { SiteScorer, offsetsOf, predictBatch, sensorViews } from '@app/detection';
import { UnitOfWork, type Work } from '@app/database';
import { invalidInput } from '@app/http';
import { Injectable } from '@nestjs/common';
import { type ModelScope, namedSensors, scopeOf } from './data/model-scope';
import { lastKnown, readHistory, readTable } from './data/stored-series';
import { type ModelContent, ModelContents } from './model-contents';
import { noVersion } from './model-problems';
import type { ModelRecord } from './model-record';
import { ModelsService } from './models.service';
import { LiveScorer, finite } from './run/live-scorer';

/** Longest stretch of work before others have their turn, ms. */
const TURN_MS = 10;
/** Stored readings before the asked one from which a scorer finds its feet, ms. */
const WARM_UP_MS = 3 * 86_400_000;

/** Scores readings that are handed over, with what is stored around them as context. */
@Injectable()
export class PredictionsService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly models: ModelsService,
    private readonly contents: ModelContents,
  ) {}

  /** @throws {DomainError} not-found, conflict without a trained version, invalid when the input does not fit the scope */
  one(principal: Principal, id: string, input: PredictInput): Promise<Prediction> {
    return this.units.run(principal.tenants, async (work) => {
      const model = await this.models.find(work, principal, id);
      const { content, version } = await this.content(work, model, input.version);
      const timeMs = Date.parse(input.time);
      const scope = { ...(await scopeOf(work, model)), stepMs: content.model.stepMs };
      const named = namedSensors([...(scope.own === null ? [] : [scope.own]), ...scope.others]);
      const scorer = new LiveScorer(content, scope, named);
      const rows =
        content.kind === 'sensor'
          ? await this.sensorRows(work, scope, content, timeMs, input)
          : await this.zoneRows(work, scope, content, timeMs, input);
      const last = rows.timesMs.length - 1;
      for (let n = 0; n <= last; n += 1) {
        scorer.push({ timeMs: rows.timesMs[n] as number, values: rows.columns, at: n }, true);
      }
      const detail = scorer.detail({ timeMs, values: rows.columns, at: last });
      const { expected, lower, upper, context, explanation } = detail;
      return {
        version,
        time: new Date(timeMs).toISOString(),
        score: scorer.score,
        alarm: scorer.score >= 0.5,
        expected,
        lower,
        upper,
        context,
        explanation,
      };
    });
  }

  /**
   * Scores a table without looking at what is stored.
   * @throws {DomainError} not-found, conflict without a trained version, invalid when the columns do not fit
   */
  async batch(principal: Principal, id: string, input: PredictBatchInput): Promise<PredictBatchResult> {
    const { content, version, timeZone } = await this.units.run(principal.tenants, async (work) => {
      const model = await this.models.find(work, principal, id);
      const { calendar } = await scopeOf(work, model);
      return { ...(await this.content(work, model, input.version)), timeZone: calendar.timeZone };
    });
    const timesMs = Float64Array.from(input.times);
    const unordered = timesMs.findIndex((time, n) => n > 0 && time <= (timesMs[n - 1] as number));
    if (unordered > 0)
      throw invalidInput([{ pointer: `/times/${unordered}`, detail: 'must be later than the one before' }]);
    const columns = new Map(
      Object.entries(input.columns ?? {}).map(([name, values]) => [name, column(values, timesMs, `/columns/${name}`)]),
    );
    return content.kind === 'sensor'
      ? sensorBatch(content, version, timesMs, column(input.values, timesMs, '/values'), columns)
      : zoneBatch(content, version, timesMs, columns, timeZone);
  }

  private async content(work: Work, model: ModelRecord, asked: number | undefined) {
    const version = asked ?? model.activeVersion ?? model.shadowVersion ?? model.latestVersion;
    const content = version === null ? null : await this.contents.get(work, model.kind, model.id, version);
    if (content === null || version === null) throw noVersion(asked ?? null);
    return { content, version };
  }

  private async sensorRows(
    work: Work,
    scope: ModelScope,
    content: ModelContent & { kind: 'sensor' },
    timeMs: number,
    input: PredictInput,
  ) {
    if (!('value' in input)) throw invalidInput([{ pointer: '/value', detail: 'is needed for the model of a sensor' }]);
    const only = content.model.neighbours.map(({ id }) => id);
    const before = await readHistory(work, scope, { fromMs: timeMs - WARM_UP_MS, toMs: timeMs }, { only });
    const missing = new Float64Array(before.timesMs.length).fill(Number.NaN);
    const joined = (values: Float64Array, last: number) => Float64Array.from([...values, last]);
    const columns: Float64Array[] = [];
    for (const id of only) {
      const other = scope.others.find((one) => one.id === id);
      const past = before.neighbours.find((one) => one.id === id)?.values ?? missing;
      const present = other === undefined ? Number.NaN : await lastKnown(work, scope, other, timeMs);
      columns.push(joined(past, present));
    }
    return { timesMs: joined(before.timesMs, timeMs), columns: [joined(before.values, input.value), ...columns] };
  }

  private async zoneRows(
    work: Work,
    scope: ModelScope,
    content: ModelContent & { kind: 'zone' },
    timeMs: number,
    input: PredictInput,
  ) {
    if (!('values' in input)) throw invalidInput([{ pointer: '/values', detail: 'is needed for the model of a zone' }]);
    const { names } = content.model;
    const present = scope.others.filter(({ id }) => names.includes(id));
    const before = await readTable(work, scope, present, { fromMs: timeMs - WARM_UP_MS, toMs: timeMs });
    const missing = new Float64Array(before.timesMs.length).fill(Number.NaN);
    const columns = names.map((name) => {
      const past = before.columns[before.names.indexOf(name)] ?? missing;
      return Float64Array.from([...past, input.values[name] ?? Number.NaN]);
    });
    return { timesMs: Float64Array.from([...before.timesMs, timeMs]), columns };
  }
}

function sensorBatch(
  { model }: ModelContent & { kind: 'sensor' },
  version: number,
  timesMs: Float64Array,
  values: Float64Array,
  columns: ReadonlyMap<string, Float64Array>,
): PredictBatchResult {
  const beside = model.neighbours.map(({ id }) => columns.get(id));
  const complete = beside.every((values_) => values_ !== undefined) ? (beside as Float64Array[]) : null;
  const started = performance.now();
  const verdicts = predictBatch(model, timesMs, values, complete);
  const computeMs = performance.now() - started;
  const plain = (list: Float64Array) => Array.from(list, finite);
  return {
    version,
    count: timesMs.length,
    computeMs,
    scores: Array.from(verdicts.scores),
    expected: plain(verdicts.expected),
    lower: plain(verdicts.lower),
    upper: plain(verdicts.upper),
    reasons: Array.from(verdicts.views, (view) => sensorViews[view] as (typeof sensorViews)[number]),
  };
}

/** Takes seconds for many sensors: lets the process do other work meanwhile. */
async function zoneBatch(
  { model }: ModelContent & { kind: 'zone' },
  version: number,
  timesMs: Float64Array,
  columns: ReadonlyMap<string, Float64Array>,
  timeZone: string,
): Promise<PredictBatchResult> {
  if (!model.names.some((name) => columns.has(name))) {
    throw invalidInput([
      { pointer: '/columns', detail: `must hold the sensors of the model: ${model.names.join(', ')}` },
    ]);
  }
  const scorer = new SiteScorer(model, offsetsOf(timeZone));
  const row = new Float64Array(model.names.length);
  const signals = model.names.map((name) => columns.get(name));
  const scores: number[] = [];
  let computeMs = 0;
  let turn = performance.now();
  const spent = () => performance.now() - turn;
  for (const [n, time] of timesMs.entries()) {
    signals.forEach((signal, j) => (row[j] = signal?.[n] ?? Number.NaN));
    scores.push(scorer.push(time, row));
    if (spent() <= TURN_MS) continue;
    computeMs += spent();
    await nextTurn();
    turn = performance.now();
  }
  computeMs += spent();
  return { version, count: timesMs.length, computeMs, scores, expected: null, lower: null, upper: null, reasons: null };
}

/** @throws {DomainError} invalid when it is not as long as the times */
function column(values: readonly (number | null)[] | undefined, timesMs: Float64Array, pointer: string): Float64Array {
  if (values?.length !== timesMs.length) throw invalidInput([{ pointer, detail: 'must have one value for each time' }]);
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}
