import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildAbility } from '../auth/ability';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal } from '../test/render';
import { MaintenancePage } from './maintenance-page';
import { RiskPage } from './risk-page';
import { RiskPanel } from './risk-panel';
import type { AssetBreak, Matrix, Models, Risk, Run } from './risk-types';

const pipe: Risk = {
  id: 'a1',
  kind: 'pipe',
  municipalityId: sampleMunicipality.id,
  code: 'P-1',
  name: 'Mill Lane',
  likelihood: 5,
  consequence: 3,
  risk: 15,
  level: 'very_high',
  probability: { value: 0.31, low: 0.12, high: 0.58 },
  horizonDays: 1461,
  perMetre: 0.0004,
  inspection: 1.2,
  healthScore: null,
  remaining: { value: 8, low: 1.5, high: 100 },
  remainingUnit: 'years',
  remainingBeyond: 100,
  basis: 'national',
  reasons: [
    {
      code: 'pipe.age-material',
      factor: 6.1,
      values: { years: 74, material: 'cast_iron' },
      text: 'Cast iron, 74 years old',
    },
    { code: 'pipe.diameter', factor: 0.5, values: { diameterMm: 400 }, text: 'Its diameter is 400 mm' },
    { code: 'pipe.something-new', factor: 1.2, values: {}, text: 'Said by a newer server' },
  ],
  consequenceParts: [{ code: 'critical-users', points: 2, values: { users: 1 }, text: 'A hospital' }],
  measures: { expectedBreaks: 0.41 },
  computedAt: '2026-11-22T02:20:00.000Z',
};
const matrix: Matrix = {
  kind: 'pipe',
  total: 12,
  computedAt: pipe.computedAt,
  cells: [
    { likelihood: 5, consequence: 3, count: 1, lengthM: 80 },
    { likelihood: 1, consequence: 2, count: 11, lengthM: 900 },
  ],
};
const models: Models = {
  data: [
    {
      scopeId: sampleMunicipality.id,
      basis: 'own',
      trainedAt: pipe.computedAt,
      recordsFrom: 2001,
      recordsTo: '2026-11-21',
      pipes: 900,
      breaks: 120,
      validation: {
        auc: 0.912,
        topTenth: 0.48,
        knownTo: 2022,
        predictedTo: 2026,
        pipes: 880,
        breaks: 31,
        calibration: 1.1,
        ageTimesLength: { auc: 0.8, topTenth: 0.2 },
      },
    },
  ],
};
const resting: Run = {
  id: 'r1',
  version: 1,
  createdAt: pipe.computedAt,
  updatedAt: pipe.computedAt,
  scopeId: sampleMunicipality.id,
  state: 'finished',
  step: null,
  done: 3,
  total: 3,
  judged: { pipe: 12, pump: 0, sensor: 0 },
  failure: null,
  requestedBy: null,
  startedAt: pipe.computedAt,
  finishedAt: pipe.computedAt,
};
const known: AssetBreak = {
  id: 'b1',
  version: 1,
  createdAt: pipe.computedAt,
  updatedAt: pipe.computedAt,
  municipalityId: sampleMunicipality.id,
  assetId: 'a1',
  brokeOn: '2024-02-03',
  kind: 'corrosion',
  note: '',
};

describe('maintenance', () => {
  let calls: SeenCall[];
  let risks: Risk[];
  let run: Run;
  beforeEach(() => {
    risks = [pipe];
    run = resting;
    calls = fakeApi({
      'GET /api/v1/maintenance/risks': ({ query }) => pageOf(...(query.get('kind') === 'pipe' ? risks : [])),
      'GET /api/v1/maintenance/matrix': ({ query }) => ({
        body:
          query.get('kind') === 'pipe' && risks.length > 0
            ? matrix
            : { ...matrix, total: 0, cells: [], computedAt: null },
      }),
      'GET /api/v1/maintenance/model': () => ({ body: models }),
      'GET /api/v1/maintenance/runs': () => pageOf(run),
      'POST /api/v1/maintenance/runs': () => ({
        status: 201,
        body: (run = { ...resting, state: 'running', step: 'pipes', done: 1 }),
      }),
      'GET /api/v1/assets/a1/risk': () => ({ body: pipe }),
      'GET /api/v1/assets/a1/breaks': () => pageOf(known),
      'POST /api/v1/assets/a1/breaks': () => ({ status: 201, body: known }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, rules = admin.rules) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/maintenance" element={<MaintenancePage />} />
          <Route path="/maintenance/:kind/:id" element={<RiskPage />} />
          <Route path="/panel" element={<RiskPanel kind="pipe" id="a1" />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData(), me: { ...admin, rules } },
    );
  const asked = (path: string) => calls.filter((call) => call.path === `/api/v1${path}`).at(-1)?.query;

  it('lists pipes by risk, with interval and main reason, and what it rests on', async () => {
    await open('/maintenance');
    const row = (await screen.findByText('Mill Lane')).closest('tr') as HTMLElement;
    expect(within(row).getByText('Very high')).toBeVisible();
    expect(within(row).getByText('12% to 58%')).toBeInTheDocument();
    expect(within(row).getByText('Cast iron, 74 years old')).toBeInTheDocument();
    expect(within(row).getByText('1.5 years to 100 years or more')).toBeInTheDocument();
    expect(asked('/maintenance/risks')?.get('sort')).toBe('-risk');
    expect(await screen.findByText('0.912')).toBeVisible();
    expect(screen.getByText('Rests on the breaks of this municipality.')).toBeVisible();
  });

  it('narrows to a cell of the matrix, and back', async () => {
    await open('/maintenance');
    const cell = await screen.findByRole('button', { name: 'Likelihood 5, consequence 3: 1' });
    expect(screen.getByRole('button', { name: 'Likelihood 4, consequence 4: 0' })).toBeDisabled();
    fireEvent.click(cell);
    await waitFor(() => expect(asked('/maintenance/risks')?.get('likelihood')).toBe('5'));
    expect(asked('/maintenance/risks')?.get('consequence')).toBe('3');
    fireEvent.click(screen.getByRole('button', { name: 'Likelihood 5, consequence 3: 1' }));
    await waitFor(() => expect(asked('/maintenance/risks')?.get('likelihood')).toBeNull());
  });

  it('says what to do where nothing is judged', async () => {
    risks = [];
    await open('/maintenance');
    expect(await screen.findByText('No pipe is judged yet')).toBeVisible();
    fireEvent.click(screen.getByRole('tab', { name: 'Pumps' }));
    expect(await screen.findByText('No pump is judged yet')).toBeVisible();
  });

  it('judges anew and shows how far that is', async () => {
    await open('/maintenance');
    fireEvent.click(await screen.findByRole('button', { name: 'Judge anew' }));
    expect(await screen.findByText('Judging pipes')).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Judge anew' })).toHaveAttribute('aria-valuenow', '33');
    run = resting;
    expect(await screen.findByRole('button', { name: 'Judge anew' }, { timeout: 5_000 })).toBeVisible();
  });

  it('tells readers why, what it would mean and what broke before', async () => {
    await open('/maintenance/pipe/a1');
    expect(await screen.findByText('6.1 × likelier')).toBeVisible();
    expect(screen.getByText('2 × less likely')).toBeVisible();
    expect(screen.getByText('Said by a newer server')).toBeVisible();
    expect(screen.getByText(/too few breaks on record/)).toBeVisible();
    expect(screen.getByText('Hospitals or other critical users: 1')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the asset' })).toHaveAttribute('href', '/assets/a1/show');
    expect(await screen.findByText('2024-02-03')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Record a break' }));
    fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2026-11-01' } });
    const buttons = screen.getAllByRole('button', { name: 'Record a break', hidden: true });
    fireEvent.click(buttons.at(-1) as HTMLElement);
    expect(await screen.findByText('The break is recorded')).toBeVisible();
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      brokeOn: '2026-11-01',
      kind: 'unknown',
      note: '',
    });
  });

  it('offers readers nothing to change, and the panel nothing to those who may not read', async () => {
    const { unmount } = await open('/maintenance', [{ action: 'read', subject: 'Maintenance' }]);
    expect(await screen.findByText('Mill Lane')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Judge anew' })).toBeNull();
    unmount();
    const asset = [{ action: 'read', subject: 'Asset' }];
    expect(buildAbility({ ...admin, rules: asset }).can('read', 'Maintenance')).toBe(false);
    await open('/panel', asset);
    expect(screen.queryByText('Details')).toBeNull();
    expect(calls.some(({ query }) => query.get('id') === 'a1')).toBe(false);
  });
});
