import { describe, expect, it } from 'vitest';
import { palettes } from '../../theme/tokens';
import { sampleAlarm } from '../../test/sample-alarm';
import { alarmSpans } from './alarm-spans';
import { type ChartLook, type ChartModel, chartOptions, reaching } from './chart-options';
import { csvField, csvText } from './csv';
import { drawnLimits } from './limits';
import { timeTicks, zoneOffsetMs } from './time-ticks';
import { canonicalUnit, converter, displayUnits, shownUnit, toCanonical } from './units';
import { brushed, endingAt, moved, pointsFor, searchWithWindow, widened, windowFromSearch } from './window';

const hour = 3_600_000;
const from = Date.parse('2026-11-21T08:00:00Z');
const window = { from, to: from + 4 * hour };

describe('alarms on a chart', () => {
  it('are cut to the window, open ones to its end', () => {
    const spans = alarmSpans(
      [
        sampleAlarm({ id: 'open', raisedAt: '2026-11-21T11:00:00.000Z' }),
        sampleAlarm({ id: 'before', raisedAt: '2026-11-21T07:00:00.000Z', clearedAt: '2026-11-21T09:00:00.000Z' }),
        sampleAlarm({ id: 'over', raisedAt: '2026-11-21T05:00:00.000Z', clearedAt: '2026-11-21T06:00:00.000Z' }),
        sampleAlarm({ id: 'after', raisedAt: '2026-11-21T13:00:00.000Z' }),
      ],
      window,
    );
    expect(spans.map(({ id, from: start, to, open }) => [id, start, to, open])).toEqual([
      ['before', from, from + hour, false],
      ['open', from + 3 * hour, from + 4 * hour, true],
    ]);
  });
});

describe('the window of a chart', () => {
  it('is what a brush marked, in either direction, unless it was only a click', () => {
    expect(brushed(from + 2 * hour, from + hour, window)).toEqual({ from: from + hour, to: from + 2 * hour });
    expect(brushed(from - hour, from + hour, window)).toEqual({ from, to: from + hour });
    expect(brushed(from + 1000, from + 2000, window)).toBeNull();
  });

  it('moves and widens, never into the future', () => {
    expect(moved(window, -0.5, window.to)).toEqual({ from: from - 2 * hour, to: from + 2 * hour });
    expect(moved(window, 0.5, window.to)).toEqual(window);
    expect(widened(window, 2, window.to)).toEqual({ from: from - 4 * hour, to: window.to });
  });

  it('ends with a moment and has it inside, as the end of a query is exclusive', () => {
    const shown = endingAt(from, hour);
    expect(shown.to).toBeGreaterThan(from);
    expect(shown.to - shown.from).toBe(hour);
  });

  it('stands in the address', () => {
    const search = searchWithWindow('?in=m', window);
    expect(windowFromSearch(search)).toEqual(window);
    expect(searchWithWindow(search, null)).toBe('?in=m');
    expect(windowFromSearch('?from=x&to=y')).toBeNull();
    expect(windowFromSearch('?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z')).toBeNull();
  });

  it('asks for as many points as there is room', () => {
    expect(pointsFor(1200)).toBe(600);
    expect(pointsFor(10)).toBe(100);
    expect(pointsFor(99_999)).toBe(2000);
  });
});

describe('ticks of the time axis', () => {
  it('stand at round hours of the place, not of the reader', () => {
    const { times, stepMs, isMidnight } = timeTicks({ from, to: from + 24 * hour }, 'Asia/Kathmandu', 8);
    expect(stepMs).toBe(3 * hour);
    expect(new Date(times[0]).toISOString()).toBe('2026-11-21T09:15:00.000Z');
    expect(times.filter(isMidnight).map((time) => new Date(time).toISOString())).toEqual(['2026-11-21T18:15:00.000Z']);
  });

  it('follow a change of the clock', () => {
    const window = { from: Date.parse('2026-10-24T00:00:00Z'), to: Date.parse('2026-10-27T00:00:00Z') };
    const { times, isMidnight } = timeTicks(window, 'Europe/Lisbon', 6);
    expect(times.filter(isMidnight).map((time) => new Date(time).toISOString())).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
      '2026-10-27T00:00:00.000Z',
    ]);
    expect(zoneOffsetMs(window.from, 'Europe/Lisbon')).toBe(hour);
  });
});

describe('units', () => {
  it('convert there and back', () => {
    expect(converter('pressure', 'bar')(350)).toBeCloseTo(3.5);
    expect(toCanonical('temperature', '[degF]')(212)).toBeCloseTo(100);
    expect(converter('temperature', '[degF]')(100)).toBeCloseTo(212);
    expect(converter('flow', 'L/s')(36)).toBeCloseTo(10);
    for (const unit of displayUnits('flow'))
      expect(toCanonical('flow', unit)(converter('flow', unit)(17.5))).toBeCloseTo(17.5);
  });

  it('fall back to the canonical one', () => {
    expect(shownUnit('level', 'parsec')).toBe('m');
    expect(shownUnit('level', null)).toBe(canonicalUnit('level'));
    expect(converter('level', 'parsec')(3)).toBe(3);
  });
});

describe('a file of readings', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(csvField('=1+1')).toBe("'=1+1");
    expect(csvField('＝1+1')).toBe("'＝1+1");
    expect(csvField('a,"b"')).toBe('"a,""b"""');
    expect(csvField(-3.5)).toBe('-3.5');
    expect(csvField(Number.NaN)).toBe('');
    expect(
      csvText([
        ['time', 'value'],
        ['t', 1],
      ]),
    ).toBe('time,value\r\nt,1\r\n');
  });
});

describe('the option of the chart', () => {
  const look: ChartLook = {
    colors: palettes.light,
    fontFamily: 'sans-serif',
    rtl: false,
    ticks: () => ({ times: [from], label: String }),
    value: String,
    texts: { doubtful: 'doubtful', band: 'band', gap: 'gap', course: 'Expected' },
  };
  const limits = drawnLimits(
    { lowLow: null, low: 200, high: null, highHigh: 700 },
    (value) => value / 100,
    (name, value) => `${name} ${value} bar`,
  );
  const model: ChartModel = {
    window,
    main: {
      name: 'P',
      unit: 'bar',
      series: {
        mean: [[from, 3]],
        band: { low: [[from, 2]], height: [[from, 2]] },
        doubtful: [[from, 3, 3]],
        gaps: [[from, from + hour]],
        lonely: [],
      },
    },
    course: null,
    compare: {
      name: 'Q',
      unit: 'm³/h',
      series: { mean: [[from, 12]], band: null, doubtful: [], gaps: [], lonely: [] },
    },
    limits,
    alarms: alarmSpans([sampleAlarm()], window),
  };

  it('draws limits as labelled lines, from the top down', () => {
    expect(limits).toEqual([
      { name: 'highHigh', value: 7, label: 'highHigh 7 bar' },
      { name: 'low', value: 2, label: 'low 2 bar' },
    ]);
  });

  it('keeps the labels of neighbouring limits apart: the outer ones stand outside, the inner ones inside', () => {
    const sidesOf = (names: string[], rtl = false): unknown => {
      const drawn = names.map((name, index) => ({ name, value: 10 - index, label: name })) as ChartModel['limits'];
      const { series } = chartOptions({ ...model, limits: drawn }, { ...look, rtl }) as {
        series: { id: string; markLine?: { data: { label: { position: string } }[] } }[];
      };
      return series.find(({ id }) => id === 'main')?.markLine?.data.map(({ label }) => label.position);
    };
    expect(sidesOf(['highHigh', 'high', 'low', 'lowLow'])).toEqual([
      'insideEndTop',
      'insideEndBottom',
      'insideEndTop',
      'insideEndBottom',
    ]);
    expect(sidesOf(['high', 'low'], true)).toEqual(['insideStartTop', 'insideStartBottom']);
  });

  it('has band, line, doubtful points and the compared sensor on an axis of its own', () => {
    const option = chartOptions(model, look) as {
      series: { id: string; yAxisIndex?: number; markLine?: { data: unknown[] }; markArea?: { data: unknown[] } }[];
      yAxis: { name: string }[];
    };
    expect(option.series.map(({ id }) => id)).toEqual(['band-low', 'band-height', 'main', 'doubtful', 'compare']);
    expect(option.yAxis.map(({ name }) => name)).toEqual(['bar', 'm³/h']);
    const main = option.series[2];
    expect(main.markLine?.data).toHaveLength(2);
    expect(main.markArea?.data).toHaveLength(2);
    expect(option.series[4].yAxisIndex).toBe(1);
  });

  it('runs from right to left in Arabic, axis and all', () => {
    const option = chartOptions({ ...model, compare: null }, { ...look, rtl: true }) as {
      xAxis: { inverse: boolean };
      yAxis: { position: string }[];
      series: unknown[];
    };
    expect(option.xAxis.inverse).toBe(true);
    expect(option.yAxis[0].position).toBe('right');
    expect(option.series).toHaveLength(4);
  });

  it('keeps a near limit in view and lets a far one go', () => {
    expect(reaching({ min: 10, max: 20 }, [25]).max).toBeGreaterThan(25);
    expect(reaching({ min: 10, max: 20 }, [500]).max).toBe(22);
    expect(reaching({ min: 1, max: 20 }, []).min).toBeGreaterThanOrEqual(0);
    expect(reaching({ min: 5, max: 5 }, []).max).toBeGreaterThan(5);
  });
});
