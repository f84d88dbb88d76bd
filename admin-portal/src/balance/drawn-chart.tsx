import Skeleton from '@mui/material/Skeleton';
import { lazy, Suspense } from 'react';
import type { EChartProps } from '../sensors/chart/echart';

const Drawn = lazy(async () => ({ default: (await import('../sensors/chart/echart')).EChart }));

/** A chart; ECharts is fetched when the first one is shown. */
export function DrawnChart(props: EChartProps) {
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={props.height} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
