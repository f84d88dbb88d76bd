import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { get } from '../data/http';
import type { Readings } from '../data/types';
import { useLiveReadingsOf } from '../live/live';
import { type LiveReading, withLive } from './chart/chart-series';
import type { Window } from './chart/window';

/** Renewal of a chart that follows the present, ms; between two of them live readings are added. */
const REFRESH_MS = 60_000;

/** Most live readings kept between two renewals. */
const MOST_LIVE = 5000;

export interface ReadingsAnswer {
  readings: Readings | undefined;
  isPending: boolean;
  /** Other readings are on their way; these belong to the window before. */
  isStale: boolean;
  error: unknown;
  refetch: () => void;
}

/**
 * Readings of a sensor for a chart.
 * @param sensorId - null: nothing is fetched
 * @param window - a fixed window, or null to follow the present over `rangeS`
 */
export function useReadings(
  sensorId: string | null,
  window: Window | null,
  rangeS: number,
  points: number,
): ReadingsAnswer {
  const { data, dataUpdatedAt, isPending, isPlaceholderData, error, refetch } = useQuery({
    queryKey: ['readings', sensorId, window?.from ?? rangeS, window?.to ?? 'now', points],
    queryFn: ({ signal }) => {
      const to = window?.to ?? Date.now();
      const from = window?.from ?? to - rangeS * 1000;
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), points };
      return get<Readings>(`/sensors/${encodeURIComponent(sensorId ?? '')}/readings`, query, signal);
    },
    enabled: sensorId !== null,
    refetchInterval: window ? false : REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const arrived = useArrived(window === null ? sensorId : null, dataUpdatedAt);
  const readings = useMemo(() => (data ? withLive(data, arrived) : undefined), [data, arrived]);
  return { readings, isPending, isStale: isPlaceholderData, error: data ? null : error, refetch: () => void refetch() };
}

/** Readings of a sensor that arrived live since `since` (changes when the chart was fetched anew). */
function useArrived(sensorId: string | null, since: number): readonly LiveReading[] {
  const [arrived, setArrived] = useState<readonly LiveReading[]>([]);
  useEffect(() => setArrived([]), [sensorId, since]);
  useLiveReadingsOf(sensorId, (block) => {
    const mine = block.sensorIds.flatMap((id, index) =>
      id === sensorId
        ? [{ time: block.times[index], value: block.values[index], quality: block.qualities[index] }]
        : [],
    );
    setArrived((before) => [...before, ...mine].slice(-MOST_LIVE));
  });
  return arrived;
}
