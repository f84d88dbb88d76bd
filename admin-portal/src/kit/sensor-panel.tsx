import Button from '@mui/material/Button';
import { useGetList, useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import { converter, shownUnit } from '../sensors/chart/units';
import { LiveSensors, useLatest } from '../sensors/live-sensors';
import type { SensorRecord } from '../sensors/sensor';
import { type Column, DataTable } from './data-table';
import { TitleCell } from './title-cell';

/** Shown here; the list of sensors has them all. */
const SHOWN = 20;

const columns: readonly Column<SensorRecord>[] = [
  {
    key: 'name',
    label: 'sensors.field.name',
    render: (sensor) => (
      <TitleCell
        to={`/sensors/${sensor.id}/show`}
        title={sensor.name}
        second={sensor.code}
        leading={<PriorityMark kind={sensor.state} />}
      />
    ),
  },
  { key: 'value', label: 'sensors.field.latest', align: 'end', render: (sensor) => <Value sensor={sensor} /> },
  { key: 'time', label: 'sensors.field.time', from: 'sm', render: (sensor) => <Time sensor={sensor} /> },
];

/** The sensors of a zone, asset or device, with their newest values. `by`: the filter that names it. */
export function SensorPanel({ by, id }: { by: 'zoneId' | 'assetId' | 'deviceId'; id: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const allowed = useCan('read', 'Sensor');
  const { data, total, error, isPending, refetch } = useGetList<SensorRecord>(
    'sensors',
    { filter: { [by]: id }, pagination: { page: 1, perPage: SHOWN }, sort: { field: 'name', order: 'ASC' } },
    { enabled: allowed, refetchInterval: 30_000 },
  );
  if (!allowed) return null;
  return (
    <Panel
      title="sensors.title"
      flush
      aside={
        (total ?? 0) > SHOWN && (
          <Button component={Link} to={`/sensors?${by}=${id}`}>
            {translate('sensors.all_alarms', { count: format.number(total ?? 0) })}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={3} />
      ) : data?.length ? (
        <LiveSensors ids={data.map((sensor) => sensor.id)}>
          <DataTable
            label={translate('sensors.title')}
            columns={columns}
            rows={data}
            idOf={(sensor) => sensor.id}
            rowTo={(sensor) => `/sensors/${sensor.id}/show`}
          />
        </LiveSensors>
      ) : (
        <EmptyState compact title="kit.no_sensors" />
      )}
    </Panel>
  );
}

function Value({ sensor }: { sensor: SensorRecord }) {
  const latest = useLatest(sensor.id, sensor.latest);
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  return <QuantityText value={latest && converter(sensor.quantity, unit)(latest.value)} unit={unit} strong />;
}

function Time({ sensor }: { sensor: SensorRecord }) {
  return <TimeAgo time={useLatest(sensor.id, sensor.latest)?.time} />;
}
