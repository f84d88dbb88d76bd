import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { draftOf, lacking, mappingOf } from './import-draft';
import { ImportList } from './import-list';
import { ImportPage } from './import-page';
import type { Detected, DryRun, HistoryImport } from './import-types';

const detected: Detected = {
  format: 'csv',
  compressed: false,
  encoding: 'utf-8',
  delimiter: ';',
  decimal: ',',
  thousands: '',
  headerRows: 1,
  form: 'long',
  timeColumn: 1,
  timeFormat: 'day-first',
  timeHasOffset: false,
  sensorColumn: 0,
  valueColumn: 2,
  unitColumn: null,
  sheets: [],
  columns: [
    { name: 'Sensor', samples: ['P-1'] },
    { name: 'Zeit', samples: ['31.10.2021 02:00'] },
    { name: 'Wert', samples: ['1,5'] },
  ],
};
const dryRun: DryRun = {
  rows: 10,
  missing: 1,
  rejected: 2,
  doubledHours: 4,
  errors: { unknown_sensor: 2 },
  firstTime: '2021-10-31T00:00:00.000Z',
  lastTime: '2021-10-31T03:00:00.000Z',
  complete: true,
  estimatedRows: 10,
  readings: 7,
  sensors: 1,
  unknownSensors: ['NOBODY'],
  ambiguousSensors: [],
  olderThanRetention: true,
  preview: [{ row: 2, sensorCode: 'P-1', time: '2021-10-31T00:00:00.000Z', value: 150, unit: 'kPa' }],
  problems: [{ row: 5, column: 'Sensor', text: 'NOBODY', kind: 'unknown_sensor' }],
};
const uploaded: HistoryImport = {
  id: 'i1',
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  scopeId: sampleMunicipality.id,
  state: 'uploaded',
  fileName: 'pressures.csv',
  sizeBytes: 300,
  receivedBytes: 300,
  detected,
  mapping: null,
  dryRun: null,
  progress: null,
  failure: null,
  createdBy: 'nadia',
  startedAt: null,
  finishedAt: null,
};
const running: HistoryImport = {
  ...uploaded,
  state: 'running',
  startedAt: '2026-11-01T00:00:00.000Z',
  progress: {
    rows: 5_000_000,
    missing: 0,
    rejected: 3,
    doubledHours: 0,
    errors: { bad_value: 3 },
    firstTime: null,
    lastTime: null,
    stored: 4_000_000,
    duplicates: 10,
    conflicts: 1,
    bytes: 150,
    percent: 50,
    rowsPerSecond: 250_000,
    etaS: 20,
  },
};

describe('imports', () => {
  let calls: SeenCall[];
  let item: HistoryImport;
  beforeEach(() => {
    item = uploaded;
    calls = fakeApi({
      'GET /api/v1/imports': () => pageOf(running),
      'GET /api/v1/imports/i1': () => ({ body: item }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'POST /api/v1/imports': () => ({ status: 201, body: uploaded }),
      'PUT /api/v1/imports/i1/mapping': () => ({ body: { ...uploaded, state: 'mapped' } }),
      'POST /api/v1/imports/i1/dry-run': () => ({ body: { ...uploaded, state: 'mapped', dryRun } }),
      'POST /api/v1/imports/i1/start': () => ({ body: (item = running) }),
      'POST /api/v1/imports/i1/cancel': () => ({
        body: (item = { ...running, state: 'cancelled', finishedAt: '2026-11-01T00:01:00.000Z' }),
      }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/imports" element={<ImportList />} />
          <Route path="/imports/:id" element={<ImportPage />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData() },
    );

  it('lists what runs with how far it has come', async () => {
    await open('/imports');
    const row = (await screen.findByText('pressures.csv')).closest('tr') as HTMLElement;
    expect(within(row).getByText('Running')).toBeVisible();
    expect(within(row).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
    expect(within(row).getByText('4,000,000')).toBeVisible();
  });

  it('leads from the file over columns and trial to the import, and ends it', async () => {
    const { container } = await open('/imports/new');
    const input = container.querySelector('input[type=file]') as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(['Sensor;Zeit;Wert\n'], 'pressures.csv')] } });
    const trial = await screen.findByRole('button', { name: 'Try it' });
    expect(calls.find(({ method }) => method === 'POST')?.body).toBeInstanceOf(Blob);
    expect(screen.getByText('31.10.2021 02:00', { selector: 'td' })).toBeVisible();
    // The zone of the only municipality is offered; the unit must be named.
    expect(trial).toBeDisabled();
    expect(await screen.findByText('Name the unit, or the column that holds it')).toBeVisible();
    fireEvent.change(screen.getByRole('textbox', { name: 'Unit' }), { target: { value: 'bar' } });
    fireEvent.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('First readings as they would be stored')).toBeVisible();
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      form: 'long',
      delimiter: ';',
      decimal: ',',
      time: { column: 1, format: 'day-first', timeZone: sampleMunicipality.timeZone },
      sensorColumn: 0,
      valueColumn: 2,
      unitColumn: null,
      unit: 'bar',
    });
    expect(screen.getAllByText('Unknown sensor')[0]).toBeVisible();
    expect(screen.getByText(/older than readings are kept/)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    expect(await screen.findByText(/250,000 readings a second/)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel the import' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Go on' })).toBeVisible());
    expect(screen.getByRole('button', { name: 'Save the error file' })).toBeVisible();
  });

  it('knows what is missing, and writes the settings of a wide table', () => {
    const wide: Detected = { ...detected, form: 'wide', timeColumn: 0, sensorColumn: null, valueColumn: null };
    const draft = draftOf(wide, null, null);
    expect(lacking(draft, wide)).toBe('imports.lack.zone');
    const zoned = { ...draft, timeZone: 'UTC' };
    expect(zoned.columns.map(({ column, taken }) => [column, taken])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(lacking({ ...zoned, columns: [] }, wide)).toBe('imports.lack.columns');
    const none = { ...zoned, columns: zoned.columns.map((column) => ({ ...column, unit: ' ' })) };
    expect(lacking(none, wide)).toBe('imports.lack.sensor');
    expect(mappingOf(zoned, wide)).toMatchObject({
      form: 'wide',
      columns: [
        { column: 1, sensor: 'Zeit', unit: 'canonical' },
        { column: 2, sensor: 'Wert', unit: 'canonical' },
      ],
    });
  });
});
