import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveClient } from '../live/live-client';
import type { ReadingBlock } from '../live/protocol';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal, type RenderOptions } from '../test/render';
import { sampleAlarm } from '../test/sample-alarm';
import type { ReadingsChartProps } from './chart/readings-chart';
import type { SensorRecord } from './sensor';
import { SensorShow } from './sensor-show';

const drawn: ReadingsChartProps[] = [];
// jsdom has no canvas: the chart is seen through what it is given.
vi.mock('./chart/readings-chart', () => ({
  ReadingsChart: (props: ReadingsChartProps) => {
    drawn.push(props);
    return <div role="img" aria-label={props.label} />;
  },
}));
vi.mock('../kit/mini-map', () => ({ MiniMap: ({ label }: { label: string }) => <div>{label}</div> }));

const minute = 60_000;
const start = Math.floor(Date.now() / minute) * minute - 60 * minute;
const at = (minutes: number): string => new Date(start + minutes * minute).toISOString();

const sensor: SensorRecord = {
  id: 's1',
  municipalityId: sampleMunicipality.id,
  code: 'VAL-P-014',
  name: 'Pressure at Miller Street',
  deviceId: 'd1',
  channel: null,
  channelUnit: null,
  assetId: null,
  zoneId: null,
  quantity: 'pressure',
  unit: 'kPa',
  displayUnit: 'bar',
  location: { lon: -27.2, lat: 38.6 },
  rangeMin: 0,
  rangeMax: 1600,
  thresholds: { lowLow: 150, low: 200, high: 600, highHigh: null },
  intervalS: 60,
  detection: { stuckMinutes: null, ratePerMin: 40 },
  status: 'active',
  latest: { time: at(59), value: 352, quality: 0 },
  state: 'critical',
  createdAt: at(0),
  updatedAt: at(0),
  version: 4,
};

describe('the page of a sensor', () => {
  let calls: SeenCall[];
  let arrive: (block: ReadingBlock) => void = () => undefined;

  beforeEach(() => {
    drawn.length = 0;
    const listeners = new Set<(block: ReadingBlock) => void>();
    arrive = (block) => listeners.forEach((listener) => listener(block));
    vi.spyOn(LiveClient.prototype, 'start').mockReturnValue(undefined);
    vi.spyOn(LiveClient.prototype, 'onReadings').mockImplementation((listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    });
    calls = fakeApi({
      'GET /api/v1/sensors/s1': () => ({ body: sensor }),
      'GET /api/v1/sensors/s1/readings': ({ query }) => ({
        body: {
          unit: 'kPa',
          from: query.get('from'),
          to: query.get('to'),
          bucketS: null,
          times: [0, 1, 2, 30, 31].map(at),
          mean: [350, 351, 349, 140, 352],
          min: [350, 351, 349, 140, 352],
          max: [350, 351, 349, 140, 352],
          quality: [0, 0, 3, 0, 0],
          count: [1, 1, 1, 1, 1],
        },
      }),
      'GET /api/v1/sensors/s1/course': ({ query }) => ({
        body: {
          kind: 'pressure',
          unit: 'kPa',
          from: query.get('from'),
          to: query.get('to'),
          learnedFrom: at(-40_000),
          daysPerFalseAlarm: 90,
          times: [0, 30, 31].map(at),
          expected: [null, 350, 351],
          lower: [null, 330, 331],
          upper: [null, 370, 371],
          score: [0, 0.97, 0.12],
          events: [
            {
              raisedAt: at(30),
              endedAt: at(31),
              since: at(30),
              cause: 'step',
              score: 0.97,
              value: 140,
              expected: 350,
              size: -210,
            },
          ],
        },
      }),
      'GET /api/v1/alerts': () =>
        pageOf(sampleAlarm({ sensorId: 's1', raisedAt: at(30), clearedAt: at(31), state: 'cleared_unacked' })),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/devices/d1': () => ({ body: { id: 'd1', name: 'Logger 14', version: 1 } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (options: RenderOptions = {}) =>
    renderInPortal(
      <Routes>
        <Route path="/sensors/:id/show" element={<SensorShow />} />
      </Routes>,
      { path: '/sensors/s1/show?last=1h', dataProvider: portalData(), ...options },
    );
  const lastModel = () => drawn[drawn.length - 1].model;

  it('draws what was expected behind the readings, and says in words what was unusual', async () => {
    await open();
    await waitFor(() => expect(lastModel().course).not.toBeNull());
    expect(lastModel().course?.expected.map(([, value]) => value)).toEqual([null, 3.5, 3.51]);
    expect(lastModel().course?.height[1]?.[1]).toBeCloseTo(0.4);
    const panel = (await screen.findByText('Sudden step')).closest('section') as HTMLElement;
    expect(within(panel).getByText(/1\.40?\sbar instead of 3\.50?\sbar/)).toBeTruthy();
    expect(within(panel).getByText(/Unusualness 0\.12 of 1/)).toBeTruthy();
    expect(within(panel).getByText(/one false alarm in 90 days/)).toBeTruthy();
  });

  it('shows the readings first, in the unit people want, with gap, limits and alarm', async () => {
    await open();
    await screen.findByRole('img', { name: /Chart of the readings/ });
    await waitFor(() => expect(lastModel().alarms).toHaveLength(1));
    const model = lastModel();
    expect(model.main.unit).toBe('bar');
    expect(model.main.series.mean[0]).toEqual([start, 3.5]);
    expect(model.main.series.gaps).toHaveLength(1);
    expect(model.main.series.doubtful).toHaveLength(1);
    expect(model.limits.map(({ name, value }) => [name, value])).toEqual([
      ['high', 6],
      ['low', 2],
      ['lowLow', 1.5],
    ]);
    expect(screen.getByText('5', { selector: 'dd *, dd' })).toBeInTheDocument();
  });

  it('adds what arrives live', async () => {
    await open();
    await screen.findByRole('img', { name: /Chart of the readings/ });
    const time = Date.now() + minute;
    act(() => arrive({ sensorIds: ['other', 's1'], times: [time, time], values: [1, 410], qualities: [0, 0] }));
    await waitFor(() => expect(lastModel().main.series.mean.at(-1)).toEqual([time, 4.1]));
  });

  it('asks the server for finer data when a stretch is marked, and comes back to now', async () => {
    await open();
    await screen.findByRole('img', { name: /Chart of the readings/ });
    act(() => drawn[drawn.length - 1].onBrush?.(start + 10 * minute, start + 30 * minute));
    await waitFor(() =>
      expect(calls.some((call) => call.query.get('from') === at(10) && call.query.get('to') === at(30))).toBe(true),
    );
    fireEvent.click(await screen.findByText('Back to now'));
    await waitFor(() => expect(screen.queryByText('Back to now')).toBeNull());
  });

  it('gives the same data as a table', async () => {
    await open();
    await screen.findByRole('img', { name: /Chart of the readings/ });
    fireEvent.click(screen.getByLabelText('Show as table'));
    const table = screen.getByRole('table', { name: /Readings of/ });
    expect(table.textContent).toContain('3.49\u00a0bar');
    expect(table.textContent).toContain('Suspect');
    expect(table.querySelectorAll('tbody tr')).toHaveLength(5);
  });

  it('says how the sensor is judged, and where it belongs', async () => {
    await open();
    const configuration = await screen.findByRole('region', { name: 'Configuration' });
    expect(configuration.textContent).toContain('0.00\u00a0bar – 16.00\u00a0bar');
    expect(configuration.textContent).toContain('Stuck valueOff');
    expect(configuration.textContent).toContain('SilentDefault of the quantity');
    expect(await screen.findByRole('link', { name: 'Logger 14' })).toHaveAttribute('href', '/devices/d1/show');
    expect(await screen.findByText('Map: Pressure at Miller Street')).toBeInTheDocument();
  });

  it('hides what may not be done', async () => {
    await open({ me: { ...admin, rules: [{ action: 'read', subject: ['Sensor', 'Reading'] }] } });
    await screen.findByRole('region', { name: 'Configuration' });
    expect(screen.queryByText('Edit')).toBeNull();
    expect(screen.queryByText('Delete')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Alarms' })).toBeNull();
  });

  it('asks for the code before it deletes', async () => {
    await open();
    fireEvent.click(await screen.findByText('Delete'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Delete')).toBeDisabled();
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'VAL-P-014' } });
    expect(within(dialog).getByText('Delete')).toBeEnabled();
  });
});
