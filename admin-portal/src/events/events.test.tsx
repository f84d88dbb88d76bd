import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal, type RenderOptions } from '../test/render';
import { sampleAlarm } from '../test/sample-alarm';
import { EventList } from './event-list';
import { EventPage } from './event-page';
import type { EventDetail } from './event-types';

vi.mock('../kit/mini-map', () => ({ MiniMap: ({ label }: { label: string }) => <div>{label}</div> }));

const event: EventDetail = {
  id: 'e1',
  municipalityId: sampleMunicipality.id,
  zoneId: 'z1',
  zoneName: 'Harbour',
  priority: 'critical',
  hypothesis: 'burst',
  confidence: 0.83,
  hypotheses: [
    { kind: 'burst', confidence: 0.83, reasons: ['pressure_down', 'flow_up'] },
    { kind: 'unknown', confidence: 0.17, reasons: [] },
  ],
  confirmed: null,
  confirmedBy: null,
  confirmedAt: null,
  note: null,
  alarms: 2,
  sensors: 2,
  location: { lon: 1, lat: 2 },
  startedAt: '2026-06-01T10:00:00Z',
  lastAt: '2026-06-01T10:04:00Z',
  endedAt: null,
  version: 3,
  alerts: [
    sampleAlarm({ id: 'a1', state: 'active_unacked', sensorName: 'Inlet' }),
    sampleAlarm({ id: 'a2', state: 'active_acked', sensorName: 'Outlet' }),
  ],
};

describe('events', () => {
  let calls: SeenCall[];
  beforeEach(() => {
    calls = fakeApi({
      'GET /api/v1/events': () => pageOf(event),
      'GET /api/v1/events/e1': () => ({ body: event }),
      'POST /api/v1/events/e1/confirm': () => ({ body: { ...event, confirmed: 'valve' } }),
      'POST /api/v1/alerts/commands': () => ({ body: { results: [] } }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/gis/layers/assets': () => ({ body: { type: 'FeatureCollection', features: [] } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, options: RenderOptions = {}) =>
    renderInPortal(
      <Routes>
        <Route path="/events" element={<EventList />} />
        <Route path="/events/:id" element={<EventPage />} />
      </Routes>,
      { path, dataProvider: portalData(), ...options },
    );

  it('lists what goes on with its likeliest cause', async () => {
    await open('/events?open=true');
    const table = await screen.findByRole('table', { name: 'Events' });
    expect(
      within(table)
        .getByRole('link', { name: /Pipe burst/ })
        .getAttribute('href'),
    ).toBe('/events/e1');
    expect(within(table).getByText('83% likely')).toBeTruthy();
    expect(calls.find(({ path }) => path === '/api/v1/events')?.query.get('open')).toBe('true');
  });

  it('says why, and acknowledges all that waits', async () => {
    await open('/events/e1');
    expect(await screen.findByText('pressure fell · flow rose')).toBeTruthy();
    fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge 1 alarm' }));
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/commands'))?.body).toMatchObject({ ids: ['a1'] }),
    );
  });

  it('takes what the cause turned out to be', async () => {
    await open('/events/e1');
    fireEvent.change(await screen.findByLabelText('Note'), { target: { value: 'V12 was closed' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/confirm'))?.body).toEqual({
        cause: 'burst',
        note: 'V12 was closed',
      }),
    );
  });
});
