import { parentPort, workerData } from 'node:worker_threads';
import { siteModelFromJson, siteModelToJson } from '../../site';
import { TooLittleData, type SensorHistory } from '../sensor-model';
import { sensorModelFromJson, sensorModelToJson } from '../sensor-model-json';
import { assessSensor, feedbackOfSensor, scoreSensorWindow, trainSensor, type ScoredWindow } from '../train-sensor';
import { assessZone, feedbackOfZone, scoreZoneWindow, trainZone } from '../train-zone';
import type {
  AssessedVersion,
  SensorTraining,
  StoredVersion,
  ThreadMessage,
  ThreadTask,
  TrainedResult,
  WindowReport,
  ZoneTraining,
} from './protocol';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);
const onProgress = (share: number): void => say({ kind: 'progress', share });

function train(training: SensorTraining | ZoneTraining): TrainedResult {
  if (training.scope === 'zone') {
    const { model, metrics, injected } = trainZone(
      training.table,
      { ...training.options, onProgress },
      training.labels,
    );
    const text = JSON.stringify(siteModelToJson(model));
    return { model: text, metrics, injected, rows: model.rows, summary: { sensors: model.names } };
  }
  const { model, metrics, injected } = trainSensor(
    training.history,
    { ...training.options, onProgress },
    training.labels,
  );
  const summary = {
    stepMs: model.stepMs,
    quantum: model.quantum,
    seasonal: model.season.length > 0,
    neighbours: model.neighbours.map(({ id, name, weight }) => ({ id, name, weight })),
  };
  return { model: sensorModelToJson(model), metrics, injected, rows: model.rows, summary };
}

function assess(training: SensorTraining | ZoneTraining, versions: readonly StoredVersion[]): WindowReport {
  const scored: ScoredWindow[] = [];
  const reports = versions.map(({ version, model }): AssessedVersion => {
    const { window, injected, feedback } =
      training.scope === 'zone' ? onZone(training, model) : onSensor(training.history, training, model);
    scored.push(window);
    const { readings, alarms, alarmReadings, meanAbsError } = window;
    return { version, readings, alarms, alarmReadings, meanAbsError, injected, feedback };
  });
  const [first, second] = scored;
  return { versions: reports, agreement: first && second ? agreementOf(first.scores, second.scores) : null };
}

function onZone({ table, labels, options: { timeZone } }: ZoneTraining, text: string) {
  const model = siteModelFromJson(JSON.parse(text));
  // The window has the sensors of today; a version may have learned from others.
  const own = {
    names: model.names,
    timesMs: table.timesMs,
    columns: model.names.map(
      (name) => table.columns[table.names.indexOf(name)] ?? new Float64Array(table.timesMs.length).fill(Number.NaN),
    ),
  };
  return {
    window: scoreZoneWindow(model, own, timeZone),
    injected: assessZone(model, own, timeZone),
    feedback: feedbackOfZone(model, own, timeZone, labels),
  };
}

function onSensor(history: SensorHistory, { labels }: SensorTraining, text: string) {
  const model = sensorModelFromJson(text);
  return {
    window: scoreSensorWindow(model, history),
    injected: assessSensor(model, history),
    feedback: feedbackOfSensor(model, history, labels),
  };
}

function agreementOf(first: Float64Array, second: Float64Array) {
  const agreement = { both: 0, onlyFirst: 0, onlySecond: 0 };
  first.forEach((score, n) => {
    const [a, b] = [score >= 0.5, (second[n] as number) >= 0.5];
    if (a && b) agreement.both += 1;
    else if (a) agreement.onlyFirst += 1;
    else if (b) agreement.onlySecond += 1;
  });
  return agreement;
}

function work(task: ThreadTask): void {
  try {
    if (task.task === 'train') say({ kind: 'trained', result: train(task.training) });
    else say({ kind: 'assessed', report: assess(task.training, task.versions) });
  } catch (error) {
    if (!(error instanceof TooLittleData)) throw error;
    say({ kind: 'refused', message: error.message });
  }
}

work(workerData as ThreadTask);
