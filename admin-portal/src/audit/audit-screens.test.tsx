import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal, type RenderOptions } from '../test/render';
import { AuditList } from './audit-list';
import type { AuditRow, Verdict } from './audit-row';
import { AuditShow } from './audit-show';

const row: AuditRow = {
  id: 'r1',
  municipalityId: sampleMunicipality.id,
  seq: 17,
  at: '2026-11-21T10:00:00.000Z',
  actor: { kind: 'user', id: 'u1', name: 'Omar Reyes' },
  action: 'sensor.update',
  objectType: 'Sensor',
  objectId: 's1',
  result: 'done',
  before: { name: 'P14', thresholds: { low: 200 } },
  after: { name: 'P14', thresholds: { low: 180 } },
  reason: null,
  requestId: 'q1',
  ip: '10.0.0.7',
  prevHash: 'aa',
  hash: 'bb',
};
const whole: Verdict = {
  valid: true,
  chains: [
    {
      tenant: sampleMunicipality.id,
      rows: 17,
      valid: true,
      firstBadSeq: null,
      fault: null,
      lastCheckpoint: { seq: 12, at: '2026-11-21T09:00:00.000Z', keyId: 'k' },
    },
  ],
};

describe('the audit viewer', () => {
  let calls: SeenCall[];
  let verdict: Verdict;
  beforeEach(() => {
    verdict = whole;
    calls = fakeApi({
      'GET /api/v1/audit': ({ query }) => ({
        body: {
          data: query.get('cursor') ? [{ ...row, id: 'r0', seq: 16, action: 'sensor.create' }] : [row],
          page: { next: query.get('cursor') ? null : 'c1' },
        },
      }),
      'GET /api/v1/audit/r1': () => ({ body: row }),
      'GET /api/v1/audit/verify': () => ({ body: verdict }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, options: RenderOptions = {}) =>
    renderInPortal(
      <Routes>
        <Route path="/audit" element={<AuditList />} />
        <Route path="/audit/:id/show" element={<AuditShow />} />
      </Routes>,
      { path, dataProvider: portalData(), ...options },
    );

  it('says who did what, and that the record is whole', async () => {
    await open('/audit?result=done');
    expect((await screen.findByText('sensor.update')).closest('tr')?.textContent).toContain('Omar Reyes');
    expect(await screen.findByText('The record is whole')).toBeInTheDocument();
    expect(screen.getByText(/17 rows in 1 chain/)).toBeInTheDocument();
    expect(calls.find((call) => call.path === '/api/v1/audit')?.query.get('result')).toBe('done');
  });

  it('reads on where the list ended', async () => {
    await open('/audit');
    fireEvent.click(await screen.findByText('Load more'));
    expect(await screen.findByText('sensor.create')).toBeInTheDocument();
    expect(screen.getByText('That is all')).toBeInTheDocument();
  });

  it('names the chain and row that cannot be trusted', async () => {
    verdict = { valid: false, chains: [{ ...whole.chains[0], valid: false, firstBadSeq: 9, fault: 'altered' }] };
    await open('/audit');
    expect(await screen.findByText('The record cannot be trusted')).toBeInTheDocument();
    await waitFor(() => expect(document.body.textContent).toContain('Valmere: row 9 was altered'));
  });

  it('does not verify for those who may only read', async () => {
    await open('/audit', { me: { ...admin, rules: [{ action: 'read', subject: 'all' }] } });
    await screen.findByText('sensor.update');
    expect(screen.queryByText('Verify now')).toBeNull();
    expect(calls.some((call) => call.path.endsWith('/verify'))).toBe(false);
  });

  it('shows what changed, and nothing else', async () => {
    await open('/audit/r1/show');
    const change = (await screen.findByText('thresholds.low')).closest('tr') as HTMLElement;
    expect(change.querySelector('del')?.textContent).toBe('200');
    expect(change.querySelector('ins')?.textContent).toBe('180');
    expect(screen.queryByText('P14')).toBeNull();
    expect(screen.getByRole('link', { name: 'Sensors s1' })).toHaveAttribute('href', '/sensors/s1/show');
  });
});
