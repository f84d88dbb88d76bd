import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import type { QuarantineDetail } from './quarantine';
import { QuarantineList } from './quarantine-list';
import { QuarantineShow } from './quarantine-show';

const item: QuarantineDetail = {
  id: 'q1',
  municipalityId: sampleMunicipality.id,
  deviceId: null,
  receivedAt: '2026-11-21T10:00:00.000Z',
  protocol: 'mqtt',
  reason: 'unknown_sensor',
  detail: 'No sensor with this code or id: P-9',
  status: 'kept',
  sizeBytes: 80,
  count: 12,
  lastReceivedAt: '2026-11-21T11:00:00.000Z',
  settledAt: null,
  result: null,
  raw: btoa('{"sensor_id":"P-9"}'),
};
const done = {
  ...item,
  id: 'q2',
  status: 'replayed' as const,
  count: 1,
  result: { stored: 3, late: 0, duplicate: 1, conflict: 0, quarantined: 0 },
};

describe('quarantine', () => {
  let calls: SeenCall[];
  beforeEach(() => {
    calls = fakeApi({
      'GET /api/v1/quarantine': () => ({ body: { data: [item, done], page: { next: null } } }),
      'GET /api/v1/quarantine/q1': () => ({ body: item }),
      'GET /api/v1/quarantine/q2': () => ({ body: done }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'POST /api/v1/quarantine/replay': () => ({ body: { count: 1 } }),
      'POST /api/v1/quarantine/dismiss': () => ({ body: { count: 7 } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string) =>
    renderInPortal(
      <>
        <Notices />
        <Routes>
          <Route path="/quarantine" element={<QuarantineList />} />
          <Route path="/quarantine/:id/show" element={<QuarantineShow />} />
        </Routes>
      </>,
      { path, dataProvider: portalData() },
    );
  const sent = (path: string) =>
    calls.filter((call) => call.method === 'POST' && call.path === path).map(({ body }) => body);

  it('replays the marked messages, of which only kept ones can be marked', async () => {
    await open('/quarantine');
    const boxes = await screen.findAllByRole('checkbox');
    expect(boxes.map((box) => (box as HTMLInputElement).disabled)).toEqual([false, true]);
    expect(screen.getByText('×12')).toBeInTheDocument();
    fireEvent.click(boxes[0] as HTMLElement);
    fireEvent.click(screen.getByRole('button', { name: 'Replay' }));
    await waitFor(() => expect(sent('/api/v1/quarantine/replay')).toEqual([{ ids: ['q1'] }]));
    await screen.findByText('1 message will be replayed');
  });

  it('puts all of a choice away, after a question', async () => {
    await open('/quarantine?reason=unknown_sensor');
    fireEvent.click(await screen.findByRole('button', { name: 'Dismiss all' }));
    const dialog = await screen.findByRole('dialog');
    expect(sent('/api/v1/quarantine/dismiss')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(sent('/api/v1/quarantine/dismiss')).toEqual([{ reason: 'unknown_sensor' }]));
    await screen.findByText('7 messages dismissed');
  });

  it('shows what became of a replayed message', async () => {
    await open('/quarantine/q2/show');
    await screen.findByText('Stored: 3, Duplicate: 1');
    expect(screen.queryByRole('button', { name: 'Replay' })).toBeNull();
  });
});
