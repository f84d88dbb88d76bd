import type { EChartsCoreOption } from 'echarts/core';
import type { Thresholds } from '../../data/types';
import type { Palette } from '../../theme/tokens';
import type { AlarmSpan } from './alarm-spans';
import type { ChartSeries } from './chart-series';
import type { CourseBand } from './course-band';
import type { Window } from './window';

/** One drawn sensor: its columns, already in the shown unit. */
export interface DrawnSensor {
  name: string;
  /** Unit as people write it. */
  unit: string;
  series: ChartSeries;
}

/** All a chart shows. Values are in shown units. */
export interface ChartModel {
  window: Window;
  main: DrawnSensor;
  compare: DrawnSensor | null;
  /** What was expected of the main sensor; null: not known. */
  course: CourseBand | null;
  /** Limits that are drawn as labelled lines. */
  limits: readonly { name: keyof Thresholds; label: string; value: number }[];
  alarms: readonly AlarmSpan[];
}

/** Words and looks the chart takes from the page around it. */
export interface ChartLook {
  colors: Palette;
  fontFamily: string;
  rtl: boolean;
  /** Places on the time axis and their words. */
  ticks: (window: Window) => { times: number[]; label: (time: number) => string };
  value: (value: number) => string;
  texts: { doubtful: string; band: string; gap: string; course: string };
}

/** Priority whose colour a limit has. */
const limitPriority: Readonly<Record<keyof Thresholds, 'critical' | 'high'>> = {
  lowLow: 'critical',
  low: 'high',
  high: 'high',
  highHigh: 'critical',
};

/** Symbols of the priorities in ECharts' words; the same shapes as everywhere. */
const symbols: Readonly<Record<string, string>> = {
  critical: 'diamond',
  high: 'triangle',
  medium: 'rect',
  low: 'circle',
};

const order = Object.keys(symbols);

/** The whole option of the sensor chart. */
export function chartOptions(model: ChartModel, look: ChartLook): EChartsCoreOption {
  const { colors } = look;
  return {
    animation: false,
    textStyle: { fontFamily: look.fontFamily, fontSize: 12, color: colors.textMuted },
    aria: { enabled: false },
    grid: {
      left: 8,
      right: model.compare ? 8 : 16,
      top: 28,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: timeAxis(model.window, look),
    yAxis: [
      valueAxis(model.main.unit, 'left', look, model),
      ...(model.compare ? [valueAxis(model.compare.unit, 'right', look, null)] : []),
    ],
    axisPointer: {
      show: true,
      type: 'line',
      snap: true,
      lineStyle: { color: colors.textFaint, width: 1 },
      label: { show: false },
      triggerTooltip: false,
    },
    // The brush brings a toolbox of its own; the page has its own buttons.
    toolbox: { show: false },
    brush: {
      xAxisIndex: 0,
      transformable: false,
      brushStyle: { borderWidth: 1, color: colors.accentSoft, borderColor: colors.accent, opacity: 0.5 },
      outOfBrush: { colorAlpha: 1 },
    },
    series: [
      ...courseSeries(model, look),
      ...bandSeries(model, look),
      mainLine(model, look),
      ...lonelyPoints(model, look),
      ...doubtfulPoints(model, look),
      ...compareLine(model, look),
    ],
  };
}

function timeAxis(window: Window, { colors, ticks, rtl }: ChartLook): Record<string, unknown> {
  const { times, label } = ticks(window);
  return {
    type: 'time',
    min: window.from,
    max: window.to,
    inverse: rtl,
    axisLine: { lineStyle: { color: colors.lineStrong } },
    axisTick: { lineStyle: { color: colors.lineStrong }, customValues: times },
    axisLabel: { color: colors.textMuted, hideOverlap: true, customValues: times, formatter: label },
    splitLine: { show: false },
  };
}

function valueAxis(
  unit: string,
  position: 'left' | 'right',
  look: ChartLook,
  model: ChartModel | null,
): Record<string, unknown> {
  const limits = model ? model.limits.map(({ value }) => value) : [];
  const side = look.rtl ? (position === 'left' ? 'right' : 'left') : position;
  return {
    type: 'value',
    scale: true,
    position: side,
    name: unit,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { color: look.colors.textMuted, align: side === 'left' ? 'left' : 'right' },
    // A limit close to the data is kept in view; one far away does not flatten the line.
    min: (extent: { min: number; max: number }) => reaching(extent, limits).min,
    max: (extent: { min: number; max: number }) => reaching(extent, limits).max,
    axisLabel: { color: look.colors.textMuted, formatter: look.value },
    splitLine: { show: position === 'left', lineStyle: { color: look.colors.line } },
    axisPointer: { show: false },
  };
}

/** The extent of the values, widened to the limits within its own height around it, and rounded out a little. */
export function reaching(
  extent: { min: number; max: number },
  limits: readonly number[],
): { min: number; max: number } {
  const height = extent.max - extent.min || Math.abs(extent.max) * 0.1 || 1;
  const near = limits.filter((limit) => limit >= extent.min - height && limit <= extent.max + height);
  const low = Math.min(extent.min, ...near);
  const high = Math.max(extent.max, ...near);
  const margin = (high - low || height) * 0.04;
  const step = niceStep((high - low + 2 * margin) / 6);
  const min = Math.floor((low - margin) / step) * step;
  const max = Math.ceil((high + margin) / step) * step;
  return { min: low >= 0 && min < 0 ? 0 : tidy(min), max: tidy(max) };
}

/** The round number (1, 2 or 5 times a power of ten) next above. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** Without the dust of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function bandSeries(model: ChartModel, { colors, texts }: ChartLook): Record<string, unknown>[] {
  const { band } = model.main.series;
  if (!band) return [];
  const hidden = {
    type: 'line',
    stack: 'band',
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    z: 1,
  };
  return [
    { ...hidden, id: 'band-low', name: texts.band, data: band.low },
    {
      ...hidden,
      id: 'band-height',
      name: texts.band,
      data: band.height,
      areaStyle: { color: colors.seriesSoft, opacity: 0.45 },
    },
  ];
}

/** The expected band lies behind everything; its middle is a thin broken line. */
function courseSeries({ course }: ChartModel, { colors, texts }: ChartLook): Record<string, unknown>[] {
  if (!course) return [];
  const plain = { type: 'line', symbol: 'none', silent: true, connectNulls: false, z: 0 };
  const edge = { ...plain, stack: 'course', stackStrategy: 'all', name: texts.course, lineStyle: { opacity: 0 } };
  return [
    { ...edge, id: 'course-low', data: course.low },
    { ...edge, id: 'course-height', data: course.height, areaStyle: { color: colors.accentSoft, opacity: 0.55 } },
    {
      ...plain,
      id: 'course-expected',
      name: texts.course,
      data: course.expected,
      lineStyle: { color: colors.accent, width: 1, type: [3, 3], opacity: 0.7 },
    },
  ];
}

function mainLine(model: ChartModel, look: ChartLook): Record<string, unknown> {
  const { colors } = look;
  const { mean } = model.main.series;
  return {
    id: 'main',
    type: 'line',
    name: model.main.name,
    data: mean,
    symbol: 'circle',
    symbolSize: 3,
    showSymbol: mean.length <= 60,
    connectNulls: false,
    lineStyle: { color: colors.series, width: 1.5 },
    itemStyle: { color: colors.series },
    emphasis: { disabled: true },
    z: 3,
    markLine: limitLines(model, look),
    markArea: alarmAreas(model, look),
    markPoint: alarmMarks(model, look),
  };
}

/** The side of its line a limit's label stands on: outside of the line, unless another limit lies further out. */
function labelSide(name: keyof Thresholds, limits: ChartModel['limits']): 'Top' | 'Bottom' {
  const set = (other: keyof Thresholds): boolean => limits.some((limit) => limit.name === other);
  if (name === 'high') return set('highHigh') ? 'Bottom' : 'Top';
  if (name === 'low') return set('lowLow') ? 'Top' : 'Bottom';
  return name === 'highHigh' ? 'Top' : 'Bottom';
}

function limitLines(model: ChartModel, { colors, rtl }: ChartLook): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: model.limits.map(({ name, label, value }) => ({
      yAxis: value,
      lineStyle: { type: [5, 4], width: 1, color: colors.priority[limitPriority[name]], opacity: 0.85 },
      label: {
        formatter: label,
        position: `inside${rtl ? 'Start' : 'End'}${labelSide(name, model.limits)}`,
        color: colors.priorityText[limitPriority[name]],
        fontSize: 11,
        textBorderColor: colors.surface,
        textBorderWidth: 3,
      },
    })),
  };
}

function alarmAreas(model: ChartModel, { colors }: ChartLook): Record<string, unknown> {
  const gaps = model.main.series.gaps.map(([from, to]) => [
    { xAxis: from, itemStyle: { color: colors.sunken, opacity: 0.7 } },
    { xAxis: to },
  ]);
  const spans = model.alarms.map((span) => [
    { xAxis: span.from, itemStyle: { color: colors.priority[span.priority], opacity: 0.09 } },
    { xAxis: Math.max(span.to, span.from + (model.window.to - model.window.from) / 500) },
  ]);
  return { silent: true, animation: false, data: [...gaps, ...spans] };
}

/** The worst on top: where alarms begin together, it is the one to be seen. */
function alarmMarks(model: ChartModel, { colors }: ChartLook): Record<string, unknown> {
  const rising = model.alarms.toSorted((a, b) => order.indexOf(b.priority) - order.indexOf(a.priority));
  return {
    silent: true,
    animation: false,
    data: rising.map((span) => ({
      xAxis: span.from,
      y: 18,
      symbol: symbols[span.priority] ?? 'circle',
      symbolSize: 9,
      itemStyle: { color: colors.priority[span.priority] },
      label: { show: false },
    })),
  };
}

function lonelyPoints(model: ChartModel, { colors }: ChartLook): Record<string, unknown>[] {
  const { lonely } = model.main.series;
  if (lonely.length === 0) return [];
  const look = { symbol: 'circle', symbolSize: 3, silent: true, itemStyle: { color: colors.series } };
  return [{ id: 'lonely', type: 'scatter', name: model.main.name, data: lonely, z: 3, ...look }];
}

function doubtfulPoints(model: ChartModel, { colors, texts }: ChartLook): Record<string, unknown>[] {
  const { doubtful } = model.main.series;
  if (doubtful.length === 0) return [];
  return [
    {
      id: 'doubtful',
      type: 'scatter',
      name: texts.doubtful,
      data: doubtful.map(([time, value]) => [time, value]),
      symbol: 'emptyCircle',
      symbolSize: 6,
      silent: true,
      itemStyle: { color: colors.priorityText.high, borderWidth: 1.5 },
      z: 4,
    },
  ];
}

function compareLine(model: ChartModel, { colors }: ChartLook): Record<string, unknown>[] {
  if (!model.compare) return [];
  return [
    {
      id: 'compare',
      type: 'line',
      name: model.compare.name,
      yAxisIndex: 1,
      data: model.compare.series.mean,
      symbol: 'none',
      connectNulls: false,
      lineStyle: { color: colors.accent, width: 1.5, type: [6, 3] },
      itemStyle: { color: colors.accent },
      emphasis: { disabled: true },
      z: 2,
    },
  ];
}
