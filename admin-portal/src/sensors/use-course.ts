import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '../data/http';
import type { SensorCourse } from '../data/types';
import type { Window } from './chart/window';

/** Renewal while the chart follows the present, ms: the answer is worked out from stored readings. */
const REFRESH_MS = 120_000;
/** Longer spans show days, in which a band by the hour says nothing, ms. */
const LONGEST_MS = 15 * 86_400_000;

/**
 * What the detector expected of a sensor, for a chart.
 * @param window - a fixed window, or null to follow the present over `rangeS`
 */
export function useCourse(sensorId: string, window: Window | null, rangeS: number) {
  const span = window ? window.to - window.from : rangeS * 1000;
  return useQuery({
    queryKey: ['course', sensorId, window?.from ?? rangeS, window?.to ?? 'now'],
    queryFn: ({ signal }) => {
      const to = window?.to ?? Date.now();
      const from = window?.from ?? to - rangeS * 1000;
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: 600 };
      return get<SensorCourse>(`/sensors/${encodeURIComponent(sensorId)}/course`, query, signal);
    },
    enabled: span <= LONGEST_MS,
    refetchInterval: window ? false : REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}
