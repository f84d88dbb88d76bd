import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { Sparkline } from '../charts/sparkline';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { Alarm, Readings, Sensor, Thresholds } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { useLiveValues } from '../live/live';
import { converter, shownUnit } from '../sensors/chart/units';
import { Facts, SheetAlarms, SheetHead, SheetSection } from './sheet-parts';

const DAY_MS = 86_400_000;

interface SensorSheetProps {
  id: string;
  alarms: readonly Alarm[];
  onClose: () => void;
}

/** A sensor beside the map: its value now, its day, its alarms. */
export function SensorSheet({ id, alarms, onClose }: SensorSheetProps) {
  const translate = useTranslate();
  const sensor = useQuery({
    queryKey: ['sensors', 'getOne', { id }, 'map'],
    queryFn: ({ signal }) => get<Sensor>(`/sensors/${id}`, undefined, signal),
  });
  if (sensor.error) return <ErrorState error={sensor.error} onRetry={() => void sensor.refetch()} />;
  if (!sensor.data) return <RowsSkeleton />;
  return (
    <KnownSensor
      sensor={sensor.data}
      alarms={alarms.filter((alarm) => alarm.sensorId === id)}
      onClose={onClose}
      title={translate(`quantity.${sensor.data.quantity}`)}
    />
  );
}

function KnownSensor({
  sensor,
  alarms,
  title,
  onClose,
}: {
  sensor: Sensor;
  alarms: readonly Alarm[];
  title: string;
  onClose: () => void;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const municipality = useMunicipality(sensor.municipalityId);
  const ids = useMemo(() => [sensor.id], [sensor.id]);
  const live = useLiveValues(ids).get(sensor.id);
  const latest =
    live && (!sensor.latest || live.time >= Date.parse(sensor.latest.time))
      ? { ...live, time: new Date(live.time).toISOString() }
      : sensor.latest;
  const day = useQuery({
    queryKey: ['readings', sensor.id, 'day'],
    queryFn: ({ signal }) => {
      const to = Date.now();
      return get<Readings>(
        `/sensors/${sensor.id}/readings`,
        { from: new Date(to - DAY_MS).toISOString(), to: new Date(to).toISOString(), points: 200 },
        signal,
      );
    },
    refetchInterval: 60_000,
  });
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  const convert = converter(sensor.quantity, unit);
  const limits = limitsOf(sensor.thresholds);
  return (
    <>
      <SheetHead
        kind={title}
        name={sensor.name}
        mark={sensor.state !== 'normal' && <PriorityMark kind={sensor.state} label size={12} />}
        onClose={onClose}
      />
      <Box sx={{ paddingInline: 4, paddingBlockEnd: 3 }}>
        <Typography variant="h5" component="p">
          <QuantityText value={latest && convert(latest.value)} unit={unit} />
        </Typography>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
          {latest ? <TimeAgo time={latest.time} zone={municipality?.timeZone} /> : translate('map.no_reading')}
          {latest !== null && latest.quality > 0 && ` · ${translate('map.doubtful')}`}
        </Typography>
        <Box sx={{ marginBlockStart: 3 }}>
          <Sparkline
            values={day.data?.mean ?? []}
            height={56}
            limits={limits.filter((limit) => near(limit, day.data?.mean ?? []))}
            label={translate('map.day', { name: sensor.name })}
          />
          <Typography
            variant="caption"
            component="p"
            sx={{ color: 'text.secondary', display: 'flex', justifyContent: 'space-between' }}
          >
            <span>{translate('range.24h')}</span>
            {municipality && <span>{municipality.timeZone}</span>}
          </Typography>
        </Box>
      </Box>
      {alarms.length > 0 && (
        <SheetSection title={translate('map.alarms')}>
          <SheetAlarms alarms={alarms} zone={municipality?.timeZone} />
        </SheetSection>
      )}
      <SheetSection title={translate('map.facts')}>
        <Facts
          facts={[
            [translate('map.code'), <bdi key="code">{sensor.code}</bdi>],
            [translate('scope.label'), municipality?.name],
            [
              translate('map.limits'),
              limits.length > 0 ? writtenLimits(limits.map((limit) => format.quantity(convert(limit), unit))) : null,
            ],
          ]}
        />
        <Box sx={{ paddingInline: 4, paddingBlock: 1 }}>
          <Button variant="outlined" component={Link} to={`/sensors/${sensor.id}/show`}>
            {translate('map.open_sensor')}
          </Button>
        </Box>
      </SheetSection>
    </>
  );
}

function limitsOf(thresholds: Thresholds | null): number[] {
  return [thresholds?.lowLow, thresholds?.low, thresholds?.high, thresholds?.highHigh].filter(
    (limit): limit is number => typeof limit === 'number',
  );
}

/** Limits with their unit written once, at the end. */
function writtenLimits(limits: readonly string[]): string {
  const numbers = limits.map((limit) => limit.split('\u00a0')[0]);
  return [...numbers.slice(0, -1), limits[limits.length - 1]].join(' · ');
}

/** Would the limit's line leave the shape of the values readable? */
function near(limit: number, values: readonly (number | null)[]): boolean {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return false;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = Math.max(high - low, Math.abs(high) * 0.02);
  return limit > low - margin && limit < high + margin;
}
