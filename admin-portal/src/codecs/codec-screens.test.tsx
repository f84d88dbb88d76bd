import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal } from '../test/render';
import { CodecCreate } from './codec-form';
import { CodecList } from './codec-list';
import { CodecShow } from './codec-show';

const codec = {
  id: 'c1',
  municipalityId: null,
  name: 'Level meter',
  description: 'Tanks',
  kind: 'ttn',
  status: 'active',
  source: 'function decodeUplink(input) { return { data: { level: 2.5 } }; }',
  fields: [{ path: 'level', role: 'reading', channel: 'water', unit: 'm' }],
  testVectors: [{ name: 'Half full', fPort: 2, hex: '00FA', expected: { level: 3 }, error: null }],
  devices: 4,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 3,
};
const result = {
  ok: true,
  error: null,
  errors: [],
  warnings: ['Text is no reading, left out: type'],
  form: 'decodeUplink',
  data: { level: 2.5 },
  values: [{ channel: 'water', value: 2.5, unit: 'm', time: null }],
  batteryPercent: null,
  signalDbm: null,
  bytes: null,
  fPort: null,
  logs: ['seen'],
  computeMs: 0.8,
  passed: null,
};

describe('codecs', () => {
  let calls: SeenCall[];
  beforeEach(() => {
    calls = fakeApi({
      'GET /api/v1/codecs': () => pageOf(codec),
      'GET /api/v1/codecs/c1': () => ({ body: codec }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'POST /api/v1/codecs/c1/test': () => ({
        body: { passed: false, results: [{ ...result, name: 'Half full', passed: false }] },
      }),
      'POST /api/v1/codecs/try': ({ body }) => {
        const { expected } = body as { expected?: { level: number } };
        return { body: { ...result, passed: expected === undefined ? null : expected?.level === 2.5 } };
      },
      'POST /api/v1/codecs': () => ({ status: 201, body: { ...codec, id: 'c2' } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, me = admin) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/codecs" element={<CodecList />} />
          <Route path="/codecs/create" element={<CodecCreate />} />
          <Route path="/codecs/:id/show" element={<CodecShow />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData(), me },
    );

  it('are listed with what uses them', async () => {
    await open('/codecs');
    const row = (await screen.findByText('Level meter')).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('Active');
    expect(row.textContent).toContain('4');
  });

  it('run their test vectors and show where the result differs', async () => {
    await open('/codecs/c1/show');
    fireEvent.click(await screen.findByText('Run all'));
    expect(await screen.findByText('Failed')).toBeInTheDocument();
    expect(screen.getByText('level: expected 3, got 2.5')).toBeInTheDocument();
  });

  it('are tried with bytes as people write them', async () => {
    await open('/codecs/c1/show');
    fireEvent.change(await screen.findByLabelText('Payload (hex)'), { target: { value: '00 f' } });
    expect(screen.getByText('Run')).toBeDisabled();
    fireEvent.change(screen.getByLabelText('Payload (hex)'), { target: { value: '00 fa' } });
    fireEvent.click(screen.getByText('Run'));
    expect(await screen.findByText(/^Text is no reading/)).toBeInTheDocument();
    expect(screen.getByText('water')).toBeInTheDocument();
    expect(calls.find(({ path }) => path === '/api/v1/codecs/try')?.body).toMatchObject({
      hex: '00fa',
      fPort: 1,
      source: codec.source,
    });
  });

  it('of the nation are not changed by a municipality', async () => {
    await open('/codecs/c1/show', { ...admin, tenant: { ...admin.tenant, kind: 'municipality' } });
    expect(await screen.findByText('Half full')).toBeInTheDocument();
    expect(screen.queryByText('Edit')).toBeNull();
    expect(screen.queryByText('Delete')).toBeNull();
  });

  it('are made with test vectors that can be run before, and take over a result', async () => {
    await open('/codecs/create');
    fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Mine' } });
    fireEvent.click(screen.getByText('Add test vector'));
    const vector = within(screen.getByRole('group', { name: 'Test vector 1' }));
    fireEvent.change(vector.getByLabelText('Name'), { target: { value: 'Full' } });
    fireEvent.change(vector.getByLabelText('Payload (hex)'), { target: { value: '00FA' } });
    fireEvent.click(vector.getByText('Run'));
    fireEvent.click(await vector.findByText('Expect this result'));
    fireEvent.click(vector.getByText('Run'));
    expect(await vector.findByText('Passed')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Create'));
    await waitFor(() =>
      expect(calls.some(({ method, path }) => method === 'POST' && path === '/api/v1/codecs')).toBe(true),
    );
    const made = calls.find(({ method, path }) => method === 'POST' && path === '/api/v1/codecs');
    expect(made?.body).toMatchObject({
      name: 'Mine',
      municipalityId: null,
      status: 'draft',
      description: '',
      fields: [],
      testVectors: [{ name: 'Full', fPort: 1, hex: '00FA', expected: { level: 2.5 }, error: null }],
    });
  });
});
