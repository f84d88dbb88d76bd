import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi, onTestFinished } from 'vitest';
import type { Alarm } from '../data/types';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import { stubLive } from '../test/live-stub';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal, type RenderOptions } from '../test/render';
import { sampleAlarm } from '../test/sample-alarm';
import { AlarmConsole } from './alarm-console';

vi.mock('./alarm-trend', () => ({ AlarmTrend: () => null }));

const now = new Date();
const recent = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const low = sampleAlarm({ id: 'a1', raisedAt: recent(5) });
const flow = sampleAlarm({
  id: 'a2',
  sensorId: 's2',
  sensorName: 'Inflow North',
  sensorCode: 'VAL-F-1',
  quantity: 'flow',
  unit: 'm3/h',
  displayUnit: 'm3/h',
  value: 90.92,
  limit: 54.1,
  limitName: 'highHigh',
  priority: 'high',
  raisedAt: recent(9),
});

describe('the alarm console', () => {
  let calls: SeenCall[];
  let stream: ReturnType<typeof stubLive>;
  let listed: Alarm[];
  let refusal: { status: number; body: unknown } | null;

  beforeEach(() => {
    stream = stubLive();
    refusal = null;
    listed = [low, flow];
    calls = fakeApi({
      'GET /api/v1/alerts': ({ query }) => (query.get('shelved') === 'true' ? pageOf() : pageOf(...listed)),
      'GET /api/v1/alerts/a1': () => ({ body: low }),
      'GET /api/v1/alerts/a1/transitions': () => ({
        body: {
          data: [
            {
              seq: 1,
              at: low.raisedAt,
              event: 'trip',
              from: 'normal',
              to: 'active_unacked',
              actor: null,
              detail: { value: 142.04, limit: 150 },
            },
          ],
          page: { next: null },
        },
      }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/overview': () => ({
        body: { figures: { alerts: { critical: 1, high: 1, medium: 0, low: 0 } }, municipalities: [] },
      }),
      'POST /api/v1/alerts/a1/acknowledge': () =>
        refusal ?? { body: { ...low, state: 'active_acked', ackedBy: 'Nadia Admin', version: 2 } },
      'POST /api/v1/alerts/a1/shelve': () => ({
        body: { ...low, shelvedUntil: new Date(now.getTime() + 3_600_000).toISOString(), version: 2 },
      }),
      'POST /api/v1/alerts/commands': () => ({
        body: {
          results: [
            { id: 'a1', ok: true, alert: { ...low, state: 'active_acked', version: 2 }, code: null, detail: null },
            {
              id: 'a2',
              ok: false,
              alert: null,
              code: 'alert.already-acknowledged',
              detail: 'Omar acknowledged it already.',
            },
          ],
        },
      }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = async (options: RenderOptions = {}) => {
    const view = await renderInPortal(
      <>
        <AlarmConsole />
        <Notices />
      </>,
      { path: '/alarms', dataProvider: portalData(), ...options },
    );
    await screen.findByText('Pressure at Miller Street');
    return view;
  };
  const millerRow = (): HTMLElement => screen.getByText('Pressure at Miller Street').closest('tr') as HTMLElement;
  const rowNames = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('tr[data-id]')].map((row) => row.dataset.id ?? '');
  const sent = (path: string): unknown[] => calls.filter((call) => call.path.endsWith(path)).map((call) => call.body);

  it('shows what is wrong, by how much and where, worst first', async () => {
    await open();
    const row = millerRow();
    expect(row.textContent).toMatch(/Below low low limit 142\.0\u00a0kPa < 150\.0\u00a0kPa/);
    await waitFor(() => expect(row.textContent).toContain('Valmere · VAL-P-014'));
    expect(within(row).getByRole('img', { name: 'Critical, not acknowledged' })).toBeInTheDocument();
    const list = calls.find((call) => call.path === '/api/v1/alerts');
    expect(Object.fromEntries(list?.query ?? [])).toMatchObject({
      open: 'true',
      shelved: 'false',
      sort: 'priority,-raisedAt',
    });
  });

  it('says values in the unit the sensor is shown in', async () => {
    listed = [{ ...low, displayUnit: 'bar' }, flow];
    await open();
    expect(millerRow().textContent).toMatch(/1\.42\u00a0bar < 1\.50\u00a0bar/);
  });

  it('never says that all is well while the answer is on its way', async () => {
    await renderInPortal(<AlarmConsole />, { path: '/alarms?view=shelved', dataProvider: portalData() });
    await screen.findByText('Nothing is shelved');
    fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    expect(screen.queryByText('No open alarms')).not.toBeInTheDocument();
    await screen.findByText('Pressure at Miller Street');
  });

  it('is worked by the keys j, a and s', async () => {
    // Times are told to the minute: none may turn between asking and answering.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await open();
    fireEvent.keyDown(document.body, { key: 'j' });
    fireEvent.keyDown(document.body, { key: 'a' });
    await screen.findByText('Alarm acknowledged');
    expect(sent('/a1/acknowledge')).toEqual([{}]);
    fireEvent.keyDown(document.body, { key: 's' });
    const dialog = await screen.findByRole('dialog', { name: 'Shelve alarm' });
    expect(within(dialog).getByRole('button', { name: 'Shelve' })).toBeDisabled();
    fireEvent.change(within(dialog).getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'Flushing the main' },
    });
    // The end is told in the time of the place, as it stands in the list afterwards.
    const end = /Until (?<time>.*?);/.exec(dialog.textContent ?? '')?.groups?.time ?? 'no end told';
    fireEvent.click(within(dialog).getByRole('button', { name: 'Shelve' }));
    expect(await screen.findByText(/Shelved until/)).toHaveTextContent(`Shelved until ${end}`);
    expect(sent('/a1/shelve')).toEqual([{ reason: 'Flushing the main', minutes: 60 }]);
  });

  it('shows an acknowledgement at once, and puts it back with the reason when it is refused', async () => {
    refusal = {
      status: 409,
      body: { title: 'Alert already cleared', detail: 'It cleared at 10:14.', code: 'alert.already-cleared' },
    };
    await open();
    fireEvent.keyDown(document.body, { key: 'j' });
    fireEvent.keyDown(document.body, { key: 'a' });
    const row = millerRow();
    await waitFor(() => expect(row.textContent).toContain('Active, acknowledged'));
    await screen.findByText('Not done: It cleared at 10:14.');
    expect(row.textContent).toContain('Active, not acknowledged');
  });

  it('gives one command to many and tells of those that refused', async () => {
    await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Mark all on this page' }));
    fireEvent.click(
      within(screen.getByRole('toolbar', { name: 'Actions for marked alarms' })).getByRole('button', {
        name: 'Acknowledge',
      }),
    );
    await screen.findByText('1 done, 1 not: Omar acknowledged it already.');
    expect(sent('/alerts/commands')).toEqual([{ command: 'acknowledge', ids: ['a1', 'a2'] }]);
  });

  it('takes in live alarms, but holds still under the pointer and says how many wait', async () => {
    await open();
    act(() => stream.tell(sampleAlarm({ id: 'a3', sensorName: 'Tank East', raisedAt: recent(1) })));
    expect(rowNames()).toEqual(['a3', 'a1', 'a2']);
    const area = document.querySelector('table')?.parentElement as HTMLElement;
    fireEvent.pointerEnter(area, { pointerType: 'mouse' });
    act(() => stream.tell(sampleAlarm({ id: 'a4', raisedAt: recent(0) })));
    act(() => stream.tell({ ...flow, state: 'normal', version: 2 }));
    expect(rowNames()).toEqual(['a3', 'a1', 'a2']);
    fireEvent.click(screen.getByText('1 new alarm: show it'));
    expect(rowNames()).toEqual(['a4', 'a3', 'a1']);
    fireEvent.pointerLeave(area, { pointerType: 'mouse' });
  });

  it('opens an alarm beside the list: meaning, history and what can be done', async () => {
    await open();
    fireEvent.click(millerRow());
    const pane = await screen.findByRole('article', { name: 'Alarm in detail' });
    expect(within(pane).getByText(/Burst or large leak/)).toBeInTheDocument();
    expect(await within(pane).findByText('Raised', { selector: 'li span' })).toBeInTheDocument();
    expect(within(pane).getByRole('button', { name: 'Resolve' })).toBeInTheDocument();
  });

  it('offers a viewer nothing but reading', async () => {
    await open({ me: { ...admin, rules: [{ action: 'read', subject: 'Alert' }] } });
    expect(screen.queryByRole('checkbox')).toBeNull();
    fireEvent.click(millerRow());
    const pane = await screen.findByRole('article', { name: 'Alarm in detail' });
    expect(within(pane).queryByRole('button', { name: 'Acknowledge' })).toBeNull();
    expect(within(pane).queryByRole('textbox')).toBeNull();
  });
});
