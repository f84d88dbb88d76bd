import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useGetOne, useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { useCan } from '../auth/ability';
import { EmptyState, ErrorState } from '../components/states';
import { get } from '../data/http';
import type { Alarm, Readings, Sensor } from '../data/types';
import { unitSymbol } from '../i18n/format';
import { alarmSpans } from '../sensors/chart/alarm-spans';
import { chartSeries } from '../sensors/chart/chart-series';
import { drawnLimits } from '../sensors/chart/limits';
import { ReadingsChart } from '../sensors/chart/readings-chart';
import { converter, shownUnit } from '../sensors/chart/units';
import type { Window } from '../sensors/chart/window';

/** Shown before and after an alarm, ms. */
const BEFORE_MS = 2 * 3_600_000;
const AFTER_MS = 3_600_000;

/** The window around the moment an alarm was raised, never past `now`. */
export function windowAround(alarm: Pick<Alarm, 'raisedAt' | 'clearedAt'>, now: number): Window {
  const raised = Date.parse(alarm.raisedAt);
  const cleared = alarm.clearedAt ? Date.parse(alarm.clearedAt) : now;
  const end = Math.min(cleared, raised + 6 * 3_600_000);
  return { from: raised - BEFORE_MS, to: Math.min(now, end + AFTER_MS) };
}

/** The sensor's readings around the trip. */
export function AlarmTrend({ alarm, zone }: { alarm: Alarm; zone: string | null }) {
  const translate = useTranslate();
  const allowed = useCan('read', 'Reading');
  // Renewed each minute while the alarm is open: the end of the window moves with the present.
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const window = useMemo(() => windowAround(alarm, minute + 60_000), [alarm, minute]);
  const { data: sensor } = useGetOne<Sensor>('sensors', { id: alarm.sensorId }, { enabled: allowed });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['readings', alarm.sensorId, window.from, window.to, 300],
    queryFn: ({ signal }) =>
      get<Readings>(
        `/sensors/${alarm.sensorId}/readings`,
        { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString(), points: 300 },
        signal,
      ),
    enabled: allowed,
    refetchInterval: alarm.clearedAt ? false : 60_000,
  });
  const model = useMemo(() => {
    if (!data) return null;
    const unit = shownUnit(alarm.quantity, alarm.displayUnit);
    const convert = converter(alarm.quantity, unit);
    return {
      window,
      main: {
        name: alarm.sensorName,
        unit: unitSymbol(unit),
        series: chartSeries(data, sensor?.intervalS ?? null, convert),
      },
      compare: null,
      course: null,
      limits: drawnLimits(
        sensor?.thresholds ?? null,
        convert,
        (name, value) => `${translate(`limit_name.${name}`)} ${value}`,
      ),
      alarms: alarmSpans([alarm], window),
    };
  }, [data, window, alarm, sensor, translate]);
  if (!allowed) return null;
  if (error && !data) return <ErrorState compact error={error} onRetry={() => void refetch()} />;
  if (isPending || !model) return <Skeleton variant="rounded" height={180} />;
  if (model.main.series.mean.length === 0) return <EmptyState compact title="alarms.no_readings" />;
  return (
    <ReadingsChart
      model={model}
      zone={zone}
      height={180}
      label={translate('alarms.trend_label', { name: alarm.sensorName })}
    />
  );
}
