import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../theme/tokens';
import type { ChartFrame } from './chart-axes';
import type { MassBalance, MassPart, MassStep } from './types';

/** A step that has less of its readings is drawn as a gap: half a volume would be a wrong one. */
export const LEAST_COMPLETENESS = 0.9;

/** Parts of a balance that are drawn, with what is left. */
export type DrawnPart = MassPart | 'residual';

/** How a line looks. */
export interface LineLook {
  color: string;
  width: number;
  type: 'solid' | number[];
}

/** Line of a part: colour and dashes, so that neither is needed alone. */
export function lineOf(part: DrawnPart, colors: Palette): LineLook {
  const looks: Record<DrawnPart, LineLook> = {
    inflow: { color: colors.series, width: 2, type: 'solid' },
    outflow: { color: colors.accent, width: 1.5, type: [6, 3] },
    storage: { color: colors.textFaint, width: 1.5, type: [2, 3] },
    metered: { color: colors.accent, width: 1.5, type: 'solid' },
    residual: { color: colors.priorityText.high, width: 1.5, type: [10, 3, 2, 3] },
  };
  return looks[part];
}

/** What is drawn: with one part alone nothing is left that is not that part. */
export function drawnParts({ parts }: MassBalance): DrawnPart[] {
  return parts.length > 1 ? [...parts, 'residual'] : parts;
}

/** Volumes of the steps as lines with corners. */
export function massOptions(balance: MassBalance, frame: ChartFrame, unit: string): EChartsCoreOption {
  const { data } = balance;
  const from = Date.parse(data[0]?.from ?? '');
  const to = Date.parse(data.at(-1)?.to ?? '');
  return {
    ...frame.base({ from, to }, unit),
    series: drawnParts(balance).map((part) => ({
      id: part,
      type: 'line',
      step: 'end',
      symbol: 'none',
      silent: true,
      connectNulls: false,
      lineStyle: lineOf(part, frame.colors),
      data: corners(data, part),
    })),
  };
}

function corners(steps: readonly MassStep[], part: DrawnPart): [number, number | null][] {
  const points = steps.map((step): [number, number | null] => [
    Date.parse(step.from),
    step.completeness < LEAST_COMPLETENESS ? null : step[part],
  ]);
  const last = steps.at(-1);
  return last === undefined ? points : [...points, [Date.parse(last.to), points.at(-1)?.[1] ?? null]];
}
