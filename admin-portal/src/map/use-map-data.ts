import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeatureCollection, Point } from 'geojson';
import { useCallback } from 'react';
import { get } from '../data/http';
import type { Alarm, Page } from '../data/types';
import { useLiveAlarms } from '../live/live';
import type { SensorProperties } from './features';
import type { Bounds } from './map-view';

/** Most sensors fetched at once (limit of the API); where there are more, only those in view are fetched. */
const MOST_SENSORS = 20_000;

type SensorCollection = FeatureCollection<Point, SensorProperties> & { truncated?: boolean };

/** Sensors of the scope; when there are too many for one answer, those in view. */
export function useMapSensors(municipalityId: string | null, view: Bounds | null): SensorCollection | undefined {
  const whole = useQuery({
    queryKey: ['map-sensors', municipalityId],
    queryFn: ({ signal }) =>
      get<SensorCollection>('/gis/layers/sensors', { municipalityId, limit: MOST_SENSORS }, signal),
    staleTime: 60_000,
  });
  const tooMany = whole.data?.truncated === true;
  const bbox = view?.map((value) => value.toFixed(3)).join(',');
  const part = useQuery({
    queryKey: ['map-sensors', municipalityId, bbox],
    enabled: tooMany && bbox !== undefined,
    queryFn: ({ signal }) =>
      get<SensorCollection>('/gis/layers/sensors', { municipalityId, bbox, limit: MOST_SENSORS }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return tooMany ? (part.data ?? whole.data) : whole.data;
}

/** Open alarms of the scope, kept current by the live stream. */
export function useMapAlarms(municipalityId: string | null): readonly Alarm[] {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ['alarms', 'map', municipalityId],
    queryFn: ({ signal }) => get<Page<Alarm>>('/alerts', { open: true, municipalityId, pageSize: 1000 }, signal),
    refetchInterval: 60_000,
    select: (page) => page.data,
  });
  useLiveAlarms(
    useCallback(
      (alarm: Alarm) => {
        if (municipalityId && alarm.municipalityId !== municipalityId) return;
        queryClient.setQueryData<Page<Alarm>>(
          ['alarms', 'map', municipalityId],
          (page) => page && { ...page, data: mergeAlarm(page.data, alarm) },
        );
      },
      [queryClient, municipalityId],
    ),
  );
  return data ?? none;
}

const none: readonly Alarm[] = [];

/** Puts a changed alarm into a list of open ones: newer versions replace, closed ones leave. */
export function mergeAlarm(alarms: readonly Alarm[], changed: Alarm): Alarm[] {
  const known = alarms.find((alarm) => alarm.id === changed.id);
  if (known && known.version > changed.version) return [...alarms];
  const others = alarms.filter((alarm) => alarm.id !== changed.id);
  return changed.state === 'normal' || changed.historical ? others : [changed, ...others];
}
