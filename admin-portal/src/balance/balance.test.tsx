import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal } from '../test/render';
import { palettes } from '../theme/tokens';
import type { ChartFrame } from './chart-axes';
import { bodyOf, lastMonth } from './draw-up-dialog';
import { massOptions } from './mass-chart';
import { nightOptions } from './night-chart';
import { BalanceRanking } from './ranking-page';
import { rolesFor } from './sensor-roles';
import type { BalanceSettings, BalanceSetup, BalanceZone, MassStep, WaterBalance, ZoneLeak, ZoneNight } from './types';
import { ZoneBalance } from './zone-balance';

// jsdom draws nothing; what would be drawn is looked at by its option.
vi.mock('./drawn-chart', () => ({
  DrawnChart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const spread = (value: number, ci95 = 0.5) => ({ value, ci95 });
const settings: BalanceSettings = {
  measurements: [{ sensorId: 's1', role: 'inlet', areaM2: null }],
  meterPercent: 2,
  nightFrom: '02:00',
  nightTo: '04:00',
  population: 2000,
  litresPerPersonHour: 0.6,
  otherConnections: 0,
  litresPerOtherHour: 5,
  fixedNightUse: 0,
  nightUsePercent: 50,
  n1: 1,
  connections: null,
  mainsKm: 4.5,
  privatePipeKm: 0,
  pressureM: null,
  supplyHours: 24,
  income: 'high',
  alarm: { enabled: true, sigmas: 3, leastRiseLps: 0.5, nights: 2, stepPercent: 20, stepHours: 3 },
  learnFrom: null,
  excludedNights: [],
};
const setup: BalanceSetup = {
  zoneId: 'z1',
  municipalityId: sampleMunicipality.id,
  timeZone: 'Europe/Athens',
  settings,
  suggestion: settings,
  sensors: [{ id: 's1', code: 'D1-FLOW', name: 'District inflow', quantity: 'flow', inZone: true, intervalS: 900 }],
  missing: ['connections'],
  nightsTo: '2026-06-17',
  version: 1,
};
const night = (date: string, change: Partial<ZoneNight> = {}): ZoneNight => ({
  night: date,
  minimum: spread(9.2),
  minimumAt: `${date}T00:30:00.000Z`,
  legitimate: spread(1.2),
  net: spread(8),
  dayFactor: spread(21),
  daily: spread(168),
  completeness: 1,
  fault: null,
  baseline: 3,
  limit: 5,
  flagged: true,
  revision: 1,
  revisions: [],
  ...change,
});
const leak: ZoneLeak = {
  id: 'l1',
  zoneId: 'z1',
  kind: 'night',
  beganAt: '2026-06-16T00:30:00.000Z',
  earliestAt: '2026-06-15T01:00:00.000Z',
  confirmedAt: '2026-06-17T01:00:00.000Z',
  endedAt: null,
  baseline: 3,
  limit: 5,
  rate: spread(5.25, 0.25),
  lost: spread(126, 6),
};
const balance: WaterBalance = {
  id: 'b1',
  zoneId: 'z1',
  from: '2026-05-01',
  to: '2026-06-01',
  days: 31,
  createdAt: '2026-06-02T00:00:00.000Z',
  createdBy: 'nadia',
  note: '',
  lines: { waterSupplied: spread(10_000, 200), billedMetered: spread(7_000, 70), realLosses: spread(2_500, 250) },
  measured: [],
  defaults: ['unauthorisedUse'],
  faults: ['incomplete'],
  completeness: 0.8,
  nonRevenuePercent: 30,
  apparentLossesPerConnection: null,
  basis: {
    setupVersion: 1,
    dataRevision: 'x',
    timeZoneData: '2026a',
    pressureM: 45,
    connections: 600,
    mainsKm: 6,
  },
  nonRevenuePerDay: spread(96.8, 7),
  realLosses: { unit: 'L/connection/day', value: spread(90, 9) },
  leakageIndex: { index: spread(5.19, 0.5), band: 'C', unavoidableLitresPerDay: 1_000, withinValidity: false },
};
const step = (from: string, to: string, change: Partial<MassStep> = {}): MassStep => ({
  from,
  to,
  inflow: 20,
  outflow: 5,
  storage: 0,
  metered: 0,
  residual: 15,
  completeness: 1,
  ...change,
});
const zone: BalanceZone = {
  zoneId: 'z1',
  municipalityId: sampleMunicipality.id,
  code: 'D1',
  name: 'District 1',
  configured: true,
  night: '2026-06-17',
  minimum: 9.2,
  leakage: spread(8),
  daily: spread(168),
  perKm: 1.78,
  leak,
  leakageIndex: 5.19,
  band: 'C',
};
const frame: ChartFrame = { colors: palettes.light, fontFamily: 'x', rtl: false, base: () => ({}) };

describe('the balance of a zone', () => {
  let calls: SeenCall[];
  let standing: BalanceSetup;
  let balances: WaterBalance[];
  beforeEach(() => {
    standing = setup;
    balances = [balance];
    calls = fakeApi({
      'GET /api/v1/zones/z1/balance-setup': () => ({ body: standing }),
      'PUT /api/v1/zones/z1/balance-setup': () => ({ body: setup }),
      'GET /api/v1/zones/z1/night-flow': () => ({
        body: { timeZone: 'Europe/Athens', data: [night('2026-06-16'), night('2026-06-17')], leaks: [leak] },
      }),
      'GET /api/v1/zones/z1/mass-balance': () => ({
        body: { timeZone: 'Europe/Athens', step: 'hour', parts: [], data: [], total: null },
      }),
      'GET /api/v1/zones/z1/water-balance': () => ({ body: { data: balances } }),
      'POST /api/v1/zones/z1/water-balance': () => ({ status: 201, body: (balances = [{ ...balance, id: 'b2' }])[0] }),
      'GET /api/v1/balance/zones': () => pageOf(zone),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (me = admin) =>
    renderInPortal(
      <>
        <ZoneBalance zone={{ id: 'z1', name: 'District 1' }} />
        <Notices />
      </>,
      { dataProvider: portalData(), me },
    );

  it('answers what is lost, since when, and how bad it is', async () => {
    await open();
    const figures = await screen.findByText('Leakage at night');
    expect(figures.parentElement).toHaveTextContent('8.00 ± 0.50 m³/h');
    expect(screen.getAllByText(/Since 16 Jun|Since Jun 16/)[0]).toBeVisible();
    expect(screen.getByText('Number of connections is not known: no leakage index')).toBeVisible();
    const leaks = await screen.findByRole('table', { name: 'Leaks' });
    expect(leaks).toHaveTextContent('Lasts');
    expect(leaks).toHaveTextContent('5.25 ± 0.25 m³/h');
    expect(await screen.findByText(/^C: poor/)).toHaveTextContent('take it as a hint');
    expect(screen.getByText(/Only 80% of the readings came/)).toBeVisible();
    const table = screen.getByRole('table', { name: 'Water balance' });
    expect(table).toHaveTextContent('10,000 m³± 2 %');
    expect(table).toHaveTextContent('Unauthorised use (assumed)');
    fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(within(screen.getByRole('table', { name: 'Night flow' })).getAllByText('Too high')).toHaveLength(2);
  });

  it('says what is missing and takes what the sensors suggest', async () => {
    standing = { ...setup, settings: null, missing: ['inlet'], version: 0, nightsTo: null };
    await open();
    expect(await screen.findByText('No inlet is named')).toBeVisible();
    expect(screen.getByText(/sensors suggest a setup/)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Set up' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('District inflow')).toBeVisible();
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'Connections' }), { target: { value: '900' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. The nights are worked out again.')).toBeVisible();
    const sent = calls.find(({ method }) => method === 'PUT');
    expect(sent?.body).toEqual({ ...settings, connections: 900 });
    expect(sent?.headers.get('if-match')).toBe('"0"');
  });

  it('waits for the first night, and offers no setup to those who may only look', async () => {
    standing = { ...setup, missing: ['nights'], nightsTo: null };
    await open({ ...admin, rules: [{ action: 'read', subject: 'Balance' }] });
    expect(await screen.findByText('No night has been worked out yet')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Set up' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Draw up a balance' })).toBeNull();
  });

  it('draws up a balance from what billing knows', async () => {
    balances = [];
    await open();
    fireEvent.click(await screen.findByRole('button', { name: 'Draw up a balance' }));
    const dialog = await screen.findByRole('dialog');
    const button = within(dialog).getByRole('button', { name: 'Draw up a balance' });
    expect(button).toBeDisabled();
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'Billed metered' }), { target: { value: '700' } });
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = calls.find(({ method }) => method === 'POST')?.body;
    expect(sent).toEqual({ ...lastMonth(new Date()), billedMetered: { volumeM3: 700, ciPercent: 2 } });
    expect(await screen.findByText(/^C: poor/)).toBeVisible();
  });

  it('ranks zones, those that leak marked', async () => {
    await renderInPortal(
      <Routes>
        <Route path="/balance" element={<BalanceRanking />} />
      </Routes>,
      { path: '/balance', dataProvider: portalData() },
    );
    const row = (await screen.findByText('District 1')).closest('tr') as HTMLElement;
    expect(row).toHaveTextContent('8.00 ± 0.50 m³/h');
    expect(row).toHaveTextContent('5.2 (C)');
  });
});

describe('charts of balances', () => {
  interface Series {
    id: string;
    data: [number, number | null][];
    markArea?: { data: unknown[] };
  }
  const seriesOf = (option: object) => (option as { series: Series[] }).series;

  it('leave nights out that do not count, and shade leaks', () => {
    const data = [night('2026-06-15', { fault: 'incomplete', flagged: false }), night('2026-06-16')];
    const series = seriesOf(nightOptions({ timeZone: 'UTC', data, leaks: [leak] }, frame, 'm³/h'));
    const byId = (id: string) => series.find((each) => each.id === id) as Series;
    expect(byId('net').data.map(([, value]) => value)).toEqual([null, 8]);
    expect(byId('left-out').data).toHaveLength(1);
    expect(byId('flagged').data).toHaveLength(1);
    expect(byId('band').data.map(([, value]) => value)).toEqual([2, 2]);
    expect(byId('net').markArea?.data).toHaveLength(1);
  });

  it('leave a gap where a step is incomplete, and hold the last step to its end', () => {
    const hour = (n: number) => `2026-06-01T0${n}:00:00.000Z`;
    const data = [step(hour(0), hour(1)), step(hour(1), hour(2), { completeness: 0.5 }), step(hour(2), hour(3))];
    const parts: ('inflow' | 'outflow')[] = ['inflow', 'outflow'];
    const series = seriesOf(massOptions({ timeZone: 'UTC', step: 'hour', parts, data, total: null }, frame, 'm³/h'));
    expect(series.map(({ id }) => id)).toEqual(['inflow', 'outflow', 'residual']);
    expect(series[2]?.data.map(([, value]) => value)).toEqual([15, null, 15, 15]);
  });
});

describe('forms of balances', () => {
  it('offer roles that fit the quantity, and send what was given', () => {
    expect(rolesFor('flow')).toEqual(['inlet', 'outlet', 'consumer', 'nightUser']);
    expect(rolesFor('level')).toEqual(['level']);
    expect(rolesFor('chlorine')).toEqual([]);
    expect(bodyOf('2026-01-01', '2026-02-01', { imported: { volumeM3: null, ciPercent: 3 } })).toEqual({
      from: '2026-01-01',
      to: '2026-02-01',
    });
    expect(lastMonth(new Date('2026-01-15T00:00:00Z'))).toEqual({ from: '2025-12-01', to: '2026-01-01' });
  });
});
