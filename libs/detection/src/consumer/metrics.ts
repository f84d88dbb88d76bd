import { Counter, Gauge } from 'prom-client';

export const judgedReadings = new Counter({
  name: 'hydrant_detection_readings_total',
  help: 'Readings handed to the detectors, replays after a restart included',
});

export const conditionChanges = new Counter({
  name: 'hydrant_detection_changes_total',
  help: 'Conditions that began or ended, by kind',
  labelNames: ['kind', 'historical'],
});

export const shardDelay = new Gauge({
  name: 'hydrant_detection_delay_seconds',
  help: 'Time between the arrival of a batch and its judgement, newest batch of each shard',
  labelNames: ['shard'],
});
