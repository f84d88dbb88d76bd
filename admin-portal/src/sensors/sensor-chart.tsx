import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import { useGetOne, useTranslate } from 'ra-core';
import { useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState } from '../components/states';
import { useMunicipality } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { useShortcuts } from '../frame/shortcuts';
import { unitSymbol } from '../i18n/format';
import { useFormat } from '../i18n/use-format';
import { fileName, saveFile } from '../kit/download';
import { alarmSpans } from './chart/alarm-spans';
import type { ChartModel } from './chart/chart-options';
import { chartSeries } from './chart/chart-series';
import { courseBand } from './chart/course-band';
import { csvText } from './chart/csv';
import type { ChartHandle } from './chart/echart';
import { drawnLimits } from './chart/limits';
import { ReadingsChart } from './chart/readings-chart';
import { converter, shownUnit } from './chart/units';
import { pointsFor } from './chart/window';
import { ChartReadout } from './chart-readout';
import { ChartTable } from './chart-table';
import { ChartToolbar } from './chart-toolbar';
import { csvRows } from './csv-rows';
import type { SensorRecord } from './sensor';
import { useChartWindow } from './use-chart-window';
import { useCourse } from './use-course';
import { useReadings } from './use-readings';

/** The sensor's readings: a chart that can be zoomed, compared, read as a table and taken away. */
export function SensorChart({ sensor, alarms }: { sensor: SensorRecord; alarms: readonly Alarm[] }) {
  const translate = useTranslate();
  const theme = useTheme();
  const zone = useMunicipality(sensor.municipalityId)?.timeZone ?? null;
  const chart = useRef<ChartHandle>(null);
  const window = useChartWindow();
  const [compareId, setCompareId] = useCompare();
  const [asTable, setAsTable] = useState(false);
  const [hover, setHover] = useState<number | null>(null);
  const [points, setPoints] = useState(800);
  const { data: other } = useGetOne<SensorRecord>('sensors', { id: compareId ?? '' }, { enabled: compareId !== null });
  const main = useReadings(sensor.id, window.fixed, window.rangeS, points);
  const course = useCourse(sensor.id, window.fixed, window.rangeS);
  const second = useReadings(other ? other.id : null, window.fixed, window.rangeS, points);
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  const otherUnit = other ? shownUnit(other.quantity, other.displayUnit) : null;
  useShortcuts([
    { keys: '+', label: 'sensors.chart.narrow', group: 'sensors.chart.title', run: window.narrow },
    { keys: '-', label: 'sensors.chart.widen', group: 'sensors.chart.title', run: window.widen },
    { keys: '[', label: 'sensors.chart.back', group: 'sensors.chart.title', run: window.back },
    { keys: ']', label: 'sensors.chart.forward', group: 'sensors.chart.title', run: window.forward },
    { keys: '0', label: 'sensors.chart.follow', group: 'sensors.chart.title', run: window.follow },
  ]);
  const latestMs = sensor.latest ? Date.parse(sensor.latest.time) : null;
  const limitLabel = useLimitLabel(unit);
  const model = useMemo<ChartModel | null>(() => {
    if (!main.readings) return null;
    const convert = converter(sensor.quantity, unit);
    return {
      window: window.shown,
      main: {
        name: sensor.name,
        unit: unitSymbol(unit),
        series: chartSeries(main.readings, sensor.intervalS, convert),
      },
      compare:
        other && otherUnit && second.readings
          ? {
              name: other.name,
              unit: unitSymbol(otherUnit),
              series: chartSeries(second.readings, other.intervalS, converter(other.quantity, otherUnit)),
            }
          : null,
      course: courseBand(course.data, convert),
      limits: drawnLimits(sensor.thresholds, convert, limitLabel),
      alarms: alarmSpans(alarms, window.shown),
    };
  }, [main.readings, second.readings, course.data, sensor, other, unit, otherUnit, alarms, window.shown, limitLabel]);
  const baseName = fileName(`${sensor.code}-${new Date(window.shown.from).toISOString().slice(0, 16)}`);
  const saveCsv = (): void => {
    if (!main.readings) return;
    const rows = csvRows(main.readings, unit, converter(sensor.quantity, unit));
    saveFile(`${baseName}.csv`, new Blob([csvText(rows)], { type: 'text/csv' }));
  };
  const savePng = (): void => {
    const picture = chart.current?.png(theme.hydrant.colors.surface);
    if (picture) saveFile(`${baseName}.png`, picture);
  };
  const compared =
    other && second.readings
      ? {
          name: other.name,
          readings: second.readings,
          unit: otherUnit ?? '',
          convert: converter(other.quantity, otherUnit ?? ''),
        }
      : null;
  return (
    <Panel
      title="sensors.chart.title"
      aside={
        <ChartToolbar
          window={window}
          asTable={asTable}
          onTable={setAsTable}
          onPng={savePng}
          onCsv={saveCsv}
          compareId={compareId}
          onCompare={setCompareId}
          sensorId={sensor.id}
          ready={Boolean(model)}
        />
      }
    >
      {main.error ? (
        <ErrorState error={main.error} onRetry={main.refetch} />
      ) : !main.readings || !model ? (
        <Skeleton variant="rounded" height={360} />
      ) : (
        <Box sx={{ opacity: main.isStale ? 0.8 : 1 }} aria-busy={main.isStale}>
          {Boolean(second.error) && (
            <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 2 }}>
              {translate('sensors.chart.compare_failed')}
            </Alert>
          )}
          <ChartReadout
            readings={main.readings}
            unit={unit}
            convert={converter(sensor.quantity, unit)}
            hover={hover}
            zone={zone}
            compared={compared}
          />
          {asTable ? (
            <ChartTable
              readings={main.readings}
              unit={unit}
              convert={converter(sensor.quantity, unit)}
              zone={zone}
              name={sensor.name}
            />
          ) : model.main.series.mean.length === 0 ? (
            <EmptyState
              title="sensors.chart.empty"
              detail={sensor.latest ? 'sensors.chart.empty_window' : 'sensors.chart.empty_ever'}
              action={
                latestMs !== null && (
                  <Button onClick={() => window.endAt(latestMs)}>{translate('sensors.chart.to_latest')}</Button>
                )
              }
            />
          ) : (
            <ReadingsChart
              chartRef={chart}
              model={model}
              zone={zone}
              height={360}
              label={translate('sensors.chart.label', { name: sensor.name })}
              onBrush={window.brush}
              onWiden={window.widen}
              onHover={setHover}
              onWidth={(width) =>
                setPoints((before) => (Math.abs(pointsFor(width) - before) > 400 ? pointsFor(width) : before))
              }
            />
          )}
        </Box>
      )}
    </Panel>
  );
}

function useLimitLabel(unit: string): (name: string, value: number) => string {
  const translate = useTranslate();
  const format = useFormat();
  return useMemo(
    () => (name, value) => `${translate(`limit_name.${name}`)} ${format.quantity(value, unit)}`,
    [translate, format, unit],
  );
}

/** The sensor compared with; stands in the address. */
function useCompare(): [string | null, (id: string | null) => void] {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const set = (id: string | null): void => {
    const params = new URLSearchParams(search);
    if (id) params.set('with', id);
    else params.delete('with');
    void navigate({ pathname, search: params.toString() }, { replace: true });
  };
  return [new URLSearchParams(search).get('with'), set];
}
