import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useNow } from '../components/use-now';
import { useRangeS } from '../frame/scope';
import { brushed, endingAt, moved, searchWithWindow, type Window, widened, windowFromSearch } from './chart/window';

export interface ChartWindow {
  /** What is shown now. */
  shown: Window;
  /** The fixed window, or null when the chart follows the present. */
  fixed: Window | null;
  rangeS: number;
  brush: (a: number, b: number) => void;
  widen: () => void;
  narrow: () => void;
  back: () => void;
  forward: () => void;
  follow: () => void;
  /** Shows a stretch of the usual length that ends just after this time, ms since 1970. */
  endAt: (timeMs: number) => void;
}

/** The chart's stretch of time: the top bar's range up to now, or a window of its own that stands in the address. */
export function useChartWindow(): ChartWindow {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const rangeS = useRangeS();
  const now = useNow();
  const fixed = useMemo(() => windowFromSearch(search), [search]);
  const shown = useMemo(() => fixed ?? { from: now - rangeS * 1000, to: now }, [fixed, now, rangeS]);
  const set = useCallback(
    (window: Window | null) => void navigate({ pathname, search: searchWithWindow(search, window) }, { replace: true }),
    [navigate, pathname, search],
  );
  return useMemo(
    () => ({
      shown,
      fixed,
      rangeS,
      brush: (a, b) => {
        const window = brushed(a, b, shown);
        if (window) set(window);
      },
      widen: () => set(widened(shown, 2, Date.now())),
      narrow: () => set(widened(shown, 0.5, Date.now())),
      back: () => set(moved(shown, -0.5, Date.now())),
      forward: () => set(moved(shown, 0.5, Date.now())),
      follow: () => set(null),
      endAt: (timeMs) => set(endingAt(timeMs, rangeS * 1000)),
    }),
    [shown, fixed, rangeS, set],
  );
}
