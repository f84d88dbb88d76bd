import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alarm, Municipality, Overview } from '../data/types';
import { setScope } from '../frame/scope';
import { fakeApi } from '../test/fake-api';
import { renderInPortal } from '../test/render';
import { OverviewPage } from './overview-page';
import { areaPath, boundsOf, fit } from './projection';
import { headline, placed, ranked, readingsChange, totalAlarms } from './summary';

const none = { critical: 0, high: 0, medium: 0, low: 0 };
const place = (
  id: string,
  alerts: Partial<typeof none>,
  worstPriority: Overview['municipalities'][number]['worstPriority'],
): Overview['municipalities'][number] => ({
  id,
  name: id,
  center: { lon: 0, lat: 0 },
  sensorsTotal: 10,
  sensorsReporting: 9,
  alerts: { ...none, ...alerts },
  worstPriority,
});

const overview: Overview = {
  figures: {
    sensorsTotal: 30,
    sensorsReporting: 27,
    alerts: { ...none, critical: 3, low: 1 },
    unacknowledged: 2,
    devicesTotal: 5,
    devicesOnline: 5,
    readingsPerMinute: 412.4,
  },
  municipalities: [
    place('Quiet', {}, null),
    place('Low', { low: 1 }, 'low'),
    place('Worst', { critical: 2 }, 'critical'),
    place('Bad', { critical: 1 }, 'critical'),
  ],
  alarmTrend: [{ hour: '2026-01-01T00:00:00Z', count: 4 }],
  readingTrend: [],
};

const square = (id: string): Municipality => ({
  id,
  regionId: null,
  code: id,
  name: id,
  population: null,
  timeZone: 'UTC',
  center: { lon: 0, lat: 0 },
  boundary: {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  },
  version: 1,
});

beforeEach(() => {
  setScope({ municipalityId: null, range: '24h' });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private readonly tell: (entries: { contentRect: { width: number; height: number } }[]) => void) {}
      observe(): void {
        this.tell([{ contentRect: { width: 400, height: 300 } }]);
      }
      disconnect(): void {}
    },
  );
});

function serve(alarms: Partial<Alarm>[] = []): ReturnType<typeof fakeApi> {
  const data = overview.municipalities.map(({ id }) => square(id));
  return fakeApi({
    'GET /api/v1/overview': () => ({ body: overview }),
    'GET /api/v1/municipalities': () => ({ body: { data, page: { number: 1, size: 500, total: data.length } } }),
    'GET /api/v1/alerts': () => ({ body: { data: alarms, page: { number: 1, size: 100, total: alarms.length } } }),
    'GET /api/v1/gis/layers/zones': () => ({ body: { type: 'FeatureCollection', features: [] } }),
  });
}

describe('the overview', () => {
  it('opens with what is wrong now', async () => {
    const calls = serve();
    await renderInPortal(<OverviewPage />);
    expect(await screen.findByText('3 critical alarms in 2 municipalities')).toBeInTheDocument();
    expect(screen.getByText('3 sensors are not reporting')).toBeInTheDocument();
    expect(await screen.findByText('Nothing needs attention')).toBeInTheDocument();
    const asked = calls.find((call) => call.path.endsWith('/alerts'));
    expect(asked?.query.get('shelved')).toBe('false');
  });

  it('ranks municipalities, worst first, and leads into one', async () => {
    const calls = serve();
    await renderInPortal(<OverviewPage />);
    const table = await screen.findByRole('table', { name: 'Municipalities, worst first' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getByRole('button').textContent)).toEqual(['Worst', 'Bad', 'Low', 'Quiet']);
    await userEvent.click(within(table).getByRole('button', { name: 'Worst' }));
    await screen.findByRole('button', { name: 'Back to all municipalities' });
    expect(calls.some((call) => call.path.endsWith('/overview') && call.query.get('municipalityId') === 'Worst')).toBe(
      true,
    );
  });

  it('can be used from the keyboard on the map too', async () => {
    serve();
    await renderInPortal(<OverviewPage />);
    const area = await screen.findByRole('button', { name: 'Worst: 2 active alarms' });
    act(() => area.focus());
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Back to all municipalities' })).toBeInTheDocument();
  });

  it('says how to begin where there is no municipality yet', async () => {
    fakeApi({
      'GET /api/v1/overview': () => ({ body: { ...overview, municipalities: [] } }),
      'GET /api/v1/alerts': () => ({ body: { data: [], page: { number: 1, size: 100, total: 0 } } }),
    });
    await renderInPortal(<OverviewPage />);
    expect(await screen.findByText('No municipalities yet')).toBeInTheDocument();
  });

  it('says what to do when it cannot be loaded', async () => {
    fakeApi({ 'GET /api/v1/overview': () => ({ status: 500, body: {} }) });
    await renderInPortal(<OverviewPage />);
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});

describe('the summary', () => {
  it('speaks of the worst priority only', () => {
    expect(headline(overview)).toEqual({ priority: 'critical', alarms: 3, places: 2 });
    expect(headline({ ...overview, figures: { ...overview.figures, alerts: none } })).toEqual({
      priority: null,
      alarms: 0,
      places: 0,
    });
    expect(totalAlarms({ critical: 1, high: 2, medium: 3, low: 4 })).toBe(10);
    expect(ranked(overview.municipalities).map(({ id }) => id)).toEqual(['Worst', 'Bad', 'Low', 'Quiet']);
  });

  it('compares the last five minutes with those before, when there are enough', () => {
    const trend = [...Array.from({ length: 55 }, () => 100), ...Array.from({ length: 5 }, () => 110), 3].map(
      (count) => ({ minute: '', count }),
    );
    expect(readingsChange(trend)).toBeCloseTo(0.1);
    expect(readingsChange(trend.slice(-10))).toBeNull();
    expect(readingsChange(trend.map(({ minute }) => ({ minute, count: 0 })))).toBeNull();
  });
});

describe('alarms on the map', () => {
  it('stand once at each place, the worst with how many there are', () => {
    const at = (id: string, location: Alarm['location']): Alarm => ({ id, location }) as Alarm;
    const here = { lon: 1, lat: 2 };
    const found = placed([at('a', here), at('b', null), at('c', { lon: 1, lat: 3 }), at('d', here)]);
    expect(found.map(({ alarm, count }) => [alarm.id, count])).toEqual([
      ['a', 2],
      ['c', 1],
    ]);
  });
});

describe('the projection', () => {
  it('fits bounds into a box, north up, and shortens longitudes', () => {
    const bounds = boundsOf([
      [-10, 59],
      [-8, 61],
    ]);
    expect(bounds).toEqual([-10, 59, -8, 61]);
    const projection = fit(bounds ?? [0, 0, 0, 0], 220, 220, 10);
    const [left, bottom] = projection.point(-10, 59);
    const [right, top] = projection.point(-8, 61);
    expect([top, bottom]).toEqual([10, 210]);
    expect(right - left).toBeCloseTo(100, 0);
    expect(boundsOf([])).toBeNull();
  });

  it('draws every ring', () => {
    const path = areaPath(
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [0, 0],
            ],
          ],
          [
            [
              [2, 2],
              [3, 2],
              [2, 2],
            ],
          ],
        ],
      },
      { point: (lon, lat) => [lon, lat] },
    );
    expect(path).toBe('M0.0 0.0L1.0 0.0L0.0 0.0ZM2.0 2.0L3.0 2.0L2.0 2.0Z');
  });
});
