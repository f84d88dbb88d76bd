import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import { stubLive } from '../test/live-stub';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal, type RenderOptions } from '../test/render';
import { sampleAlarm } from '../test/sample-alarm';
import { AlarmConsole } from './alarm-console';

vi.mock('./alarm-trend', () => ({ AlarmTrend: () => null }));

const inlet = sampleAlarm({ id: 'a1', sensorName: 'Inlet pressure' });
const flow = sampleAlarm({ id: 'a2', sensorName: 'Inlet flow', quantity: 'flow', priority: 'high' });
const lone = sampleAlarm({ id: 'a9', sensorName: 'Tank level', priority: 'low' });
const event = {
  id: 'e1',
  municipalityId: sampleMunicipality.id,
  zoneId: 'z1',
  zoneName: 'Harbour',
  priority: 'critical',
  hypothesis: 'burst',
  confidence: 0.83,
  hypotheses: [],
  confirmed: null,
  startedAt: inlet.raisedAt,
  endedAt: null,
  alarms: 2,
};
const group = {
  alert: inlet,
  alarms: 2,
  unacknowledged: 2,
  firstRaisedAt: inlet.raisedAt,
  lastRaisedAt: flow.raisedAt,
};

describe('the alarm console by cause', () => {
  let calls: SeenCall[];

  beforeEach(() => {
    stubLive();
    calls = fakeApi({
      'GET /api/v1/alerts': ({ query }) => (query.get('eventId') === 'e1' ? pageOf(inlet, flow) : pageOf(lone)),
      'GET /api/v1/alert-groups': () =>
        pageOf(
          { ...group, id: 'e1', event },
          { ...group, id: 'a9', event: { ...event, alarms: 1 }, alert: lone, alarms: 1, unacknowledged: 1 },
        ),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/overview': () => ({ body: { figures: { alerts: {} }, municipalities: [] } }),
      'POST /api/v1/alerts/commands': () => ({
        body: { results: [inlet, flow].map((alert) => ({ id: alert.id, ok: true, alert, code: null, detail: null })) },
      }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = async (options: RenderOptions = {}) => {
    await renderInPortal(
      <>
        <AlarmConsole />
        <Notices />
      </>,
      { path: '/alarms?group=cause', dataProvider: portalData(), ...options },
    );
    return (await screen.findByText('Pipe burst')).closest('tr') as HTMLElement;
  };
  const lines = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('tr[data-id]')].map((row) => row.dataset.id ?? '');
  const commands = () => calls.filter(({ path }) => path.endsWith('/alerts/commands')).map(({ body }) => body);

  it('is reached from the list of single alarms, and says what each line stands for', async () => {
    await renderInPortal(<AlarmConsole />, { path: '/alarms', dataProvider: portalData() });
    await screen.findByText('Tank level');
    fireEvent.click(screen.getByRole('button', { name: 'Group by cause' }));
    const row = (await screen.findByText('Pipe burst')).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('2 alarms · 83% likely');
    expect(row.textContent).toContain('2 not acknowledged');
    expect(within(row).getByRole('img', { name: 'Critical, not acknowledged' })).toBeInTheDocument();
    expect(within(row).getByRole('link', { name: 'Open the event' })).toHaveAttribute('href', '/events/e1');
    expect(lines()).toEqual(['e1', 'a9']);
    const asked = calls.find(({ path }) => path === '/api/v1/alert-groups');
    expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({ open: 'true', sort: 'priority,-raisedAt' });
  });

  it('opens and closes, by a click and by keys', async () => {
    const row = await open();
    fireEvent.click(row);
    await screen.findByText('Inlet flow');
    expect(lines()).toEqual(['e1', 'a1', 'a2', 'a9']);
    expect(within(row).getByRole('button', { name: 'Hide alarms: Pipe burst' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    act(() => row.focus());
    fireEvent.keyDown(row, { key: 'Enter' });
    expect(lines()).toEqual(['e1', 'a9']);
    fireEvent.keyDown(row, { key: ' ' });
    await waitFor(() => expect(lines()).toEqual(['e1', 'a1', 'a2', 'a9']));
    fireEvent.keyDown(row, { key: 'ArrowDown' });
    expect(document.activeElement).toHaveAttribute('data-id', 'a1');
  });

  it('acknowledges all that waits in a group with one command, by the button and by the key a', async () => {
    const row = await open();
    fireEvent.click(within(row).getByRole('button', { name: 'Acknowledge 2 alarms' }));
    await screen.findByText('2 alarms acknowledged');
    expect(commands()).toEqual([{ command: 'acknowledge', ids: ['a1', 'a2'] }]);
    const asked = calls.findLast(({ path, query }) => path === '/api/v1/alerts' && query.has('eventId'));
    expect(asked?.query.get('state')).toBe('active_unacked,cleared_unacked');
    act(() => row.focus());
    fireEvent.keyDown(row, { key: 'a' });
    await waitFor(() => expect(commands()).toHaveLength(2));
  });

  it('still works single alarms: keys and marks go by those that are shown', async () => {
    const row = await open();
    act(() => row.focus());
    fireEvent.keyDown(row, { key: 'x' });
    expect(screen.queryByRole('toolbar')).toBeNull();
    fireEvent.click(row);
    await screen.findByText('Inlet flow');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Mark: Inlet flow' }));
    expect(screen.getByRole('toolbar', { name: 'Actions for marked alarms' }).textContent).toContain('1 alarm marked');
  });

  it('offers a viewer nothing but reading', async () => {
    const row = await open({ me: { ...admin, rules: [{ action: 'read', subject: 'Alert' }] } });
    expect(within(row).queryByRole('button', { name: /Acknowledge/ })).toBeNull();
  });
});
