import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { ModelList } from './model-list';
import { ModelPage } from './model-page';
import type { Comparison, Detection, Metrics, Model, ModelVersion } from './model-types';
import { bodyOf, usualSettings } from './settings-fields';

const metrics: Metrics = {
  measuredOn: 'injected',
  accuracy: 0.91,
  precision: 0.94,
  recall: 0.82,
  f1: 0.88,
  samples: 128,
  positives: 48,
  byKind: { shift: { injected: 12, found: 11 } },
  falseAlarmsPer30Days: 0.4,
  medianDelayS: 1_800,
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-11-01T00:00:00.000Z',
};
const model: Model = {
  id: 'm1',
  version: 3,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  municipalityId: sampleMunicipality.id,
  scope: { kind: 'sensor', id: 's1', code: 'FT-1', name: 'District inflow', quantity: 'flow', unit: 'm3/h' },
  state: 'active',
  activeVersion: 1,
  shadowVersion: null,
  latestVersion: 2,
  metrics,
  lastTrainedAt: '2026-11-01T00:00:00.000Z',
  samples: 8_640,
  openDetections: 1,
  training: { state: 'idle', version: 2, percent: 100, step: 'done', failure: null, startedAt: null },
  drift: null,
  nextTrainingAt: null,
  retrain: { everyDays: null, onDrift: true, promote: 'manual' },
  windowDays: 90,
  daysPerFalseAlarm: 90,
  priority: 'medium',
  holidays: [],
};
const version = (number: number, state: ModelVersion['state']): ModelVersion => ({
  version: number,
  state,
  reason: 'manual',
  trainFrom: '2026-08-01T00:00:00.000Z',
  trainTo: '2026-11-01T00:00:00.000Z',
  samples: 8_640,
  excludedLabels: 0,
  metrics,
  injected: metrics,
  summary: {},
  detections: 4,
  failure: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  trainedAt: '2026-11-01T00:00:00.000Z',
});
const detection: Detection = {
  id: 'd1',
  modelId: 'm1',
  version: 1,
  mode: 'active',
  sensorId: 's1',
  sensorCode: 'FT-1',
  sensorName: 'Inflow meter',
  unit: 'm3/h',
  startedAt: '2026-11-02T02:00:00.000Z',
  endedAt: null,
  score: 0.97,
  peakAt: '2026-11-02T03:00:00.000Z',
  value: 48,
  expected: 21,
  lower: 15,
  upper: 27,
  explanation: {
    code: 'time_of_week',
    text: 'English of the server',
    features: [
      {
        code: 'time_of_week',
        sensorId: null,
        name: null,
        expected: 21,
        seen: 48,
        strength: 3,
        effect: null,
        text: 'a',
      },
      {
        code: 'level',
        sensorId: null,
        name: null,
        expected: null,
        seen: null,
        strength: null,
        effect: 0.01,
        text: 'b',
      },
    ],
  },
  context: { hour: 3, weekday: 0, month: 11, season: 'autumn', holiday: false, neighbours: [] },
  verdict: 'true',
};
const comparison: Comparison = {
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-11-01T00:00:00.000Z',
  versions: [1, 2].map((number) => ({
    version: number,
    state: 'active' as const,
    readings: 2_880,
    alarms: number,
    alarmReadings: number,
    meanAbsError: 1.5,
    injected: metrics,
    feedback: null,
    overlapsTraining: true,
  })),
  agreement: { both: 7, onlyFirst: 1, onlySecond: 2 },
};

describe('models', () => {
  let calls: SeenCall[];
  let shown: Model;
  beforeEach(() => {
    shown = model;
    calls = fakeApi({
      'GET /api/v1/models': () => pageOf(shown),
      'GET /api/v1/models/m1': () => ({ body: shown }),
      'GET /api/v1/models/m1/versions': () => ({ body: { data: [version(2, 'candidate'), version(1, 'active')] } }),
      'GET /api/v1/models/m1/detections': () => ({ body: { data: [detection], page: { next: null } } }),
      'GET /api/v1/models/m1/compare': () => ({ body: comparison }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'POST /api/v1/models/m1/promote': () => ({ body: (shown = { ...model, version: 4, activeVersion: 2 }) }),
      'POST /api/v1/models/m1/train': () => ({
        body: (shown = { ...model, training: { ...model.training, state: 'running', percent: 40, step: 'learning' } }),
      }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/models" element={<ModelList />} />
          <Route path="/models/:id" element={<ModelPage />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData() },
    );

  it('are listed with what they do and how good they are', async () => {
    await open('/models');
    const row = (await screen.findByText('District inflow')).closest('tr') as HTMLElement;
    expect(within(row).getByText('At work')).toBeVisible();
    expect(within(row).getByText('88%')).toBeVisible();
    expect(within(row).getByText('8,640')).toBeVisible();
  });

  it('show how they were measured, and explain what they found in words', async () => {
    await open('/models/m1');
    expect(await screen.findByText(/Measured on 128 stretches/)).toBeVisible();
    expect(screen.getByText('11 of 12 found')).toBeVisible();
    const list = await screen.findByRole('list', { name: 'What it found' });
    expect(
      within(list).getByText(/On a Monday around 3:00 AM, about 21.0 m³\/h is usual; 48.0 m³\/h was seen/),
    ).toBeVisible();
    expect(within(list).getByText('True alarm')).toBeVisible();
    expect(within(list).queryByText(/last days move/)).toBeNull();
  });

  it('compare a version with the one at work, and put it to work', async () => {
    await open('/models/m1');
    const table = await screen.findByRole('table', { name: 'Versions' });
    const row = within(table).getByText('Trained').closest('tr') as HTMLElement;
    fireEvent.click(within(row).getByRole('button', { name: 'Compare' }));
    expect(await screen.findByText(/Both call 7 readings an alarm, only the first 1, only the second 2/)).toBeVisible();
    expect(screen.getByText(/looks better here than on new ones/)).toBeVisible();
    fireEvent.click(within(row).getByRole('button', { name: 'Put to work' }));
    await waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ version: 2 }));
    expect(await screen.findByText('The version is at work')).toBeVisible();
  });

  it('tell how far a training has come', async () => {
    await open('/models/m1');
    fireEvent.click(await screen.findByRole('button', { name: 'Train a new version' }));
    expect(await screen.findByRole('progressbar', { name: 'Training' })).toHaveAttribute('aria-valuenow', '40');
    expect(screen.getByText('Learning')).toBeVisible();
  });

  it('send settings only when they make sense', () => {
    expect(bodyOf(usualSettings)).toEqual({
      windowDays: 90,
      daysPerFalseAlarm: 90,
      priority: 'medium',
      retrain: { everyDays: 30, onDrift: true, promote: 'manual' },
    });
    expect(bodyOf({ ...usualSettings, everyDays: '' })?.retrain.everyDays).toBeNull();
    expect(bodyOf({ ...usualSettings, windowDays: '5' })).toBeNull();
    expect(bodyOf({ ...usualSettings, everyDays: 'often' })).toBeNull();
  });
});
