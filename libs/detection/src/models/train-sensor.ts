import { type FeedbackLabel, type Judge, type ModelMetrics, assessFeedback, assessInjected } from './assess';
import { columnsFor, fitSensorModel } from './fit-sensor-model';
import { predictBatch } from './predict-batch';
import { type SensorFitOptions, type SensorHistory, type SensorModel, TooLittleData } from './sensor-model';
import { SensorScorer } from './sensor-scorer';

/** Share of the training span from which the measured model learns; it is measured on the rest. */
export const LEARNED_SHARE = 0.75;
/** A false alarm raises a threshold by no more than this factor: nothing is silenced for good. */
const MOST_RAISED = 1.5;

/** A trained model with what is known of its quality. */
export interface Trained<Model> {
  model: Model;
  /** On feedback where there is enough, else on injected anomalies; null when there was too little to measure on. */
  metrics: ModelMetrics | null;
  /** On injected anomalies, also where feedback was enough. */
  injected: ModelMetrics | null;
}

/**
 * Trains a sensor's model on everything but confirmed anomalies, and measures one that has learned from the first three
 * quarters, without any labelled stretch, on readings it has not seen.
 * @throws {TooLittleData}
 */
export function trainSensor(
  history: SensorHistory,
  options: Omit<SensorFitOptions, 'exclude'>,
  labels: readonly FeedbackLabel[] = [],
): Trained<SensorModel> {
  const { timesMs } = history;
  const onProgress = (from: number, to: number) => (share: number) =>
    options.onProgress?.(from + (to - from) * Math.min(1, share));
  const model = fitSensorModel(history, {
    ...options,
    exclude: spansMask(
      timesMs,
      labels.filter(({ real }) => real),
    ),
    onProgress: onProgress(0, 0.5),
  });
  const heeded = heedFalseAlarms(model, history, labels);
  const cut = firstNotBefore(timesMs, quantileTime(timesMs, LEARNED_SHARE));
  const measured = measuredModel(history, cut, { ...options, onProgress: onProgress(0.5, 0.9) }, labels);
  if (measured === null) return { model: heeded, metrics: null, injected: null };
  const injected = assessSensor(measured, sliced(history, cut, timesMs.length));
  const feedback = feedbackOfSensor(measured, history, labels);
  options.onProgress?.(1);
  return { model: heeded, metrics: feedback ?? injected, injected };
}

function measuredModel(
  history: SensorHistory,
  cut: number,
  options: Omit<SensorFitOptions, 'exclude'>,
  labels: readonly FeedbackLabel[],
): SensorModel | null {
  const part = sliced(history, 0, cut);
  try {
    return fitSensorModel(part, { ...options, exclude: spansMask(part.timesMs, labels) });
  } catch (error) {
    if (error instanceof TooLittleData) return null;
    throw error;
  }
}

/** Measures a model on injected anomalies in a stretch of readings. */
export function assessSensor(model: SensorModel, history: SensorHistory): ModelMetrics | null {
  return assessInjected(judgeOf(model, history), history.timesMs, [history.values]);
}

/** Measures a model on what operators said; null when they said too little. */
export function feedbackOfSensor(
  model: SensorModel,
  history: SensorHistory,
  labels: readonly FeedbackLabel[],
): ModelMetrics | null {
  if (labels.length === 0) return null;
  const scores = judgeOf(model, history)(history.timesMs, [history.values]);
  return assessFeedback(history.timesMs, scores, labels);
}

function judgeOf(model: SensorModel, history: SensorHistory): Judge {
  const beside = columnsFor(model, history);
  return (timesMs, [values]) => predictBatch(model, timesMs, values as Float64Array, beside).scores;
}

/** Raises the thresholds so far that what operators called false alarms would be none, within bounds. */
function heedFalseAlarms(model: SensorModel, history: SensorHistory, labels: readonly FeedbackLabel[]): SensorModel {
  const mask = spansMask(
    history.timesMs,
    labels.filter(({ real }) => !real),
  );
  if (!mask.includes(1)) return model;
  const scorer = new SensorScorer(model);
  const beside = columnsFor(model, history);
  const thresholds = model.thresholds.slice();
  for (let n = 0; n < mask.length; n += 1) {
    if (!scorer.push(history.timesMs[n] as number, history.values[n] as number, beside, n) || mask[n] !== 1) continue;
    model.thresholds.forEach((threshold, k) => {
      const size = 1.02 * Math.abs(scorer.deviations[k] as number);
      if (size > (thresholds[k] as number)) thresholds[k] = Math.min(size, MOST_RAISED * threshold);
    });
  }
  return { ...model, thresholds };
}

/** 1 for times within one of the spans. */
export function spansMask(timesMs: Float64Array, spans: readonly Pick<FeedbackLabel, 'fromMs' | 'toMs'>[]): Uint8Array {
  const mask = new Uint8Array(timesMs.length);
  for (const { fromMs, toMs } of spans) {
    for (let n = firstNotBefore(timesMs, fromMs); n < mask.length && (timesMs[n] as number) <= toMs; n += 1)
      mask[n] = 1;
  }
  return mask;
}

/** Place of the first time that is not before another. */
export function firstNotBefore(timesMs: Float64Array, time: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moment at which a share of the span has gone by. */
export function quantileTime(timesMs: Float64Array, share: number): number {
  const from = timesMs[0] ?? 0;
  return from + share * ((timesMs.at(-1) ?? from) - from);
}

function sliced(history: SensorHistory, from: number, to: number): SensorHistory {
  return {
    timesMs: history.timesMs.subarray(from, to),
    values: history.values.subarray(from, to),
    neighbours: history.neighbours.map((other) => ({ ...other, values: other.values.subarray(from, to) })),
  };
}

/** How two models judge the same readings, and how far each is off. */
export interface ScoredWindow {
  /** Readings that were judged. */
  readings: number;
  /** Stretches of alarms. */
  alarms: number;
  /** Readings at or above the alarm threshold. */
  alarmReadings: number;
  /** Mean distance of the reading from what was expected, unit of the series; null for zones, whose sensors differ in unit. */
  meanAbsError: number | null;
  scores: Float64Array;
}

/** Scores a window with a model. */
export function scoreSensorWindow(model: SensorModel, history: SensorHistory): ScoredWindow {
  const verdicts = predictBatch(model, history.timesMs, history.values, columnsFor(model, history));
  let [readings, sum] = [0, 0];
  for (let n = 0; n < verdicts.scores.length; n += 1) {
    const distance = Math.abs((history.values[n] as number) - (verdicts.expected[n] as number));
    if (!Number.isFinite(distance)) continue;
    readings += 1;
    sum += distance;
  }
  return {
    readings,
    ...alarmsOf(verdicts.scores),
    meanAbsError: readings > 0 ? sum / readings : null,
    scores: verdicts.scores,
  };
}

/** Counts readings at or above the threshold, and the stretches they make. */
export function alarmsOf(scores: Float64Array): { alarms: number; alarmReadings: number } {
  let [alarms, alarmReadings] = [0, 0];
  for (let n = 0; n < scores.length; n += 1) {
    if (!((scores[n] as number) >= 0.5)) continue;
    alarmReadings += 1;
    if (n === 0 || (scores[n - 1] as number) < 0.5) alarms += 1;
  }
  return { alarms, alarmReadings };
}
