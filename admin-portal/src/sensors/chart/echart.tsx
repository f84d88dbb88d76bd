import Box from '@mui/material/Box';
import { LineChart, ScatterChart } from 'echarts/charts';
import {
  BrushComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ToolboxComponent,
  AxisPointerComponent,
} from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';

use([
  LineChart,
  ScatterChart,
  GridComponent,
  BrushComponent,
  MarkLineComponent,
  MarkAreaComponent,
  MarkPointComponent,
  ToolboxComponent,
  AxisPointerComponent,
  CanvasRenderer,
]);

/** What a page can ask of a drawn chart. */
export interface ChartHandle {
  /** The picture as a PNG data URL on `background`. */
  png(background: string): string;
}

export interface EChartProps {
  option: EChartsCoreOption;
  height: number | string;
  /** Text instead of the picture. */
  label: string;
  /** A stretch of time was marked by dragging, ms. */
  onBrush?: (from: number, to: number) => void;
  /** Double click: show more. */
  onWiden?: () => void;
  /** Time under the pointer, ms; null when it left. */
  onHover?: (time: number | null) => void;
  /** Width of the drawing, px, at first and when it changes. */
  onWidth?: (width: number) => void;
  ref?: Ref<ChartHandle>;
}

interface BrushEnd {
  areas: { coordRange?: [number, number] }[];
}

/** An ECharts drawing that follows its option and its size. The page around it gives the same data as text. */
export function EChart({ option, height, label, onBrush, onWiden, onHover, onWidth, ref }: EChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const calls = useRef({ onBrush, onWiden, onHover, onWidth });
  useEffect(() => {
    calls.current = { onBrush, onWiden, onHover, onWidth };
  });
  useImperativeHandle(
    ref,
    () => ({
      png: (background) => chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background }) ?? '',
    }),
    [],
  );

  useEffect(() => {
    if (!host.current) return undefined;
    const made = init(host.current);
    chart.current = made;
    listen(made, calls);
    const observer = new ResizeObserver(() => {
      made.resize();
      calls.current.onWidth?.(made.getWidth());
    });
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  const canBrush = onBrush !== undefined;
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
    if (canBrush) {
      chart.current?.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'brush',
        brushOption: { brushType: 'lineX', brushMode: 'single' },
      });
    }
  }, [option, canBrush]);

  return (
    <Box
      ref={host}
      role="img"
      aria-label={label}
      dir="ltr"
      sx={{ blockSize: height, inlineSize: '100%', touchAction: 'pan-y' }}
    />
  );
}

type Calls = Pick<EChartProps, 'onBrush' | 'onWiden' | 'onHover' | 'onWidth'>;

function listen(chart: EChartsType, calls: { current: Calls }): void {
  chart.on('brushEnd', (event: unknown) => {
    const range = (event as BrushEnd).areas[0]?.coordRange;
    chart.dispatchAction({ type: 'brush', areas: [] });
    if (range) calls.current.onBrush?.(range[0], range[1]);
  });
  const drawing = chart.getZr();
  drawing.on('dblclick', () => calls.current.onWiden?.());
  drawing.on('mousemove', ({ offsetX }: { offsetX: number }) => {
    const time: unknown = chart.convertFromPixel({ xAxisIndex: 0 }, offsetX);
    calls.current.onHover?.(typeof time === 'number' && Number.isFinite(time) ? time : null);
  });
  drawing.on('globalout', () => calls.current.onHover?.(null));
}
