import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { bodyOf, draftsOf } from './links-draft';
import { byDistance } from './residual-table';
import { scenarioBody, scenariosOf } from './scenarios';
import { SuspectPage } from './suspect-page';
import { TwinList } from './twin-list';
import { TwinShow } from './twin-show';
import type { LeakSuspect, Twin, TwinLink, TwinLinks } from './types';
import { WhatIfPanel } from './what-if-panel';

const twin: Twin = {
  id: 't1',
  version: 1,
  municipalityId: sampleMunicipality.id,
  municipalityName: sampleMunicipality.name,
  zoneId: null,
  name: 'Network of the town',
  state: 'active',
  revision: 2,
  counts: { junctions: 150, reservoirs: 1, tanks: 1, pipes: 200, pumps: 2, valves: 4 },
  sensors: { boundary: 8, compare: 9, ignored: 0, suggested: 17, conspicuous: 1 },
  openSuspects: 1,
  lastRun: {
    at: '2026-11-22T02:00:00.000Z',
    revision: 2,
    state: 'good',
    quality: {
      measuredShare: 1,
      balanceErrorShare: 0.02,
      compared: 9,
      staleSensors: ['P-9'],
      notes: [],
      areas: [{ key: 'D1-P0', zoneId: 'z1', zoneName: 'Harbour', inflowM3h: 30, expectedM3h: 20, z: 9 }],
      durationMs: 3,
    },
  },
  failure: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-22T00:00:00.000Z',
};
const link: TwinLink = {
  sensorId: 's1',
  sensorCode: 'P-1',
  sensorName: 'Inlet pressure',
  quantity: 'pressure',
  unit: 'kPa',
  elementKind: 'node',
  elementId: 'J1',
  usage: 'compare',
  direction: 1,
  gaugeHeightM: 0,
  assetId: 'a1',
  assetName: 'Junction 1',
  source: 'suggested',
  distanceM: 3,
  at: '2026-11-22T02:00:00.000Z',
  measured: 400,
  simulated: 410,
  residual: -10,
  bias: 0,
  z: -2,
  conspicuous: false,
  message: null,
  finding: null,
};
const far: TwinLink = { ...link, sensorId: 's2', sensorCode: 'P-2', sensorName: 'Critical point', z: 7 };
const driving: TwinLink = {
  ...link,
  sensorId: 's3',
  sensorName: 'Inflow',
  usage: 'boundary',
  z: null,
  simulated: null,
};
const links: TwinLinks = {
  data: [driving, link, far],
  unlinked: [{ sensorId: 's4', code: 'F-4', name: 'New meter', quantity: 'flow' }],
};
const suspect: LeakSuspect = {
  id: 'l1',
  version: 1,
  municipalityId: sampleMunicipality.id,
  twinId: 't1',
  origin: 'twin',
  state: 'open',
  zoneId: 'z1',
  zoneName: 'Harbour',
  beganAt: '2026-11-22T01:00:00.000Z',
  endedAt: null,
  foundAt: '2026-11-22T02:00:00.000Z',
  sizeM3h: 10,
  sizeLowM3h: 8,
  sizeHighM3h: 12,
  pipes: [{ assetId: 'a7', elementId: 'D1-P7', name: 'Quay street', probability: 0.21 }],
  areaShare: 0.81,
  areaLengthM: 900,
  consideredLengthM: 3_000,
  area: null,
  statement: '',
  outcomeAssetId: null,
  outcomeComment: null,
  closedAt: null,
  closedBy: null,
};
const foreseen = {
  at: '2026-11-22T02:00:00.000Z',
  durationH: 0,
  affectedNodes: 12,
  affectedDemandM3h: 3,
  affectedCustomers: 600,
  totalNodes: 100,
  burstM3h: 80,
  valvesToClose: [{ assetId: 'v1', elementId: 'V1', name: 'Gate valve' }],
  isolatedNodes: 0,
  area: null,
  nodes: [{ elementId: 'J9', assetId: null, location: null, beforeKpa: 300, afterKpa: 60, affected: true }],
  notes: [],
  durationMs: 20,
};

describe('places and scenarios', () => {
  it('puts the farthest sensor first and what only drives the model last', () => {
    expect(byDistance(links.data).map(({ sensorId }) => sensorId)).toEqual(['s2', 's1', 's3']);
    expect(byDistance([{ ...link, conspicuous: true }, far])[0]?.sensorId).toBe('s1');
  });

  it('leaves sensors without a place out of what is saved', () => {
    const drafts = draftsOf(links);
    expect(drafts.at(-1)).toMatchObject({ sensorId: 's4', elementKind: 'link', elementId: '' });
    expect(bodyOf(drafts).links.map(({ sensorId }) => sensorId)).toEqual(['s3', 's1', 's2']);
  });

  it('offers what can happen to an asset', () => {
    expect(scenariosOf('pipe')).toEqual(['burst', 'close']);
    expect(scenariosOf('tank')).toEqual([]);
    const choice = { diameterMm: 80, durationH: 6, isolate: true };
    expect(scenarioBody('burst', 'a', choice)).toEqual({
      burst: { assetId: 'a', diameterMm: 80 },
      isolate: true,
      durationH: 6,
    });
    expect(scenarioBody('pump_off', 'a', choice)).toEqual({ pumpOff: ['a'], durationH: 6 });
  });
});

describe('twin screens', () => {
  let calls: SeenCall[];
  let twins: Twin[];
  beforeEach(() => {
    twins = [twin];
    calls = fakeApi({
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/twins': () => pageOf(...twins),
      'GET /api/v1/twins/t1': () => ({ body: twin }),
      'GET /api/v1/twins/t1/links': () => ({ body: links }),
      'GET /api/v1/twins/t1/elements': () => ({ body: { data: [] } }),
      'GET /api/v1/twins/t1/values': () => ({ body: { unit: 'kPa', times: [], measured: [], simulated: [], z: [] } }),
      'PUT /api/v1/twins/t1/links': () => ({ body: links }),
      'POST /api/v1/twins/t1/what-if': () => ({ body: foreseen }),
      'GET /api/v1/leak-suspects': () => pageOf(suspect),
      'POST /api/v1/leak-suspects/l1/close': () => ({ body: { ...suspect, state: 'not_found' } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (screenful: ReactElement, path = '/') => renderInPortal(screenful, { path, dataProvider: portalData() });

  it('say how a model comes about where there is none', async () => {
    twins = [];
    await open(<TwinList />);
    expect(await screen.findByText('No hydraulic model yet')).toBeVisible();
    expect(screen.getByText(/Import the EPANET file/)).toBeVisible();
  });

  it('show a twin: its state, what does not agree, the areas and the suspicion', async () => {
    await open(
      <Routes>
        <Route path="/twins/:id/show" element={<TwinShow />} />
      </Routes>,
      '/twins/t1/show',
    );
    const table = await screen.findByRole('table', { name: 'Sensors against the model' });
    expect(within(table).getAllByRole('button')[0]).toHaveTextContent('Critical point');
    expect(screen.getByText(/1 sensor without a fresh reading/)).toBeVisible();
    expect(screen.getByRole('table', { name: 'Metered areas' })).toHaveTextContent('Harbour');
    expect(await screen.findByText(/About 10 m³\/h are lost/)).toHaveTextContent('81% probability on 0.9 of 3 km');
    fireEvent.click(await screen.findByRole('button', { name: 'Places of sensors' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('group', { name: 'New meter' })).toBeVisible();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save places' }));
    await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
  });

  it('take what was found where a leak was suspected', async () => {
    await open(<SuspectPage />);
    expect(await screen.findByText(/Quay street/)).toBeVisible();
    fireEvent.click(await screen.findByRole('button', { name: 'Report what was found' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('radio', { name: /No leak/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Report what was found' }));
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/close'))?.body).toEqual({ outcome: 'not_found' }),
    );
  });

  it('tell what a burst would do', async () => {
    const told = vi.fn();
    const asset = { id: 'a1', class: 'pipe', municipalityId: sampleMunicipality.id, zoneId: null };
    await open(<WhatIfPanel asset={asset} onResult={told} frame={(content) => <section>{content}</section>} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Calculate' }));
    expect(await screen.findByText(/About 600 people are affected: 12 of 100/)).toBeVisible();
    expect(screen.getByText('Gate valve')).toBeVisible();
    expect(told).toHaveBeenCalledWith(null);
    expect(calls.find(({ path }) => path.endsWith('/what-if'))?.body).toMatchObject({ burst: { diameterMm: 50 } });
  });
});
