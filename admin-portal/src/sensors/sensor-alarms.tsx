import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { isOpen, isShelved, markOf, wantsAttention } from '../alarms/alarm-state';
import { ConditionText } from '../alarms/condition-text';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { StateChip } from '../components/state-chip';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useNow } from '../components/use-now';
import type { Alarm, Page } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';

/** Shown here; the console has them all. */
const SHOWN = 8;

export interface SensorAlarmsProps {
  alarms: { data?: Page<Alarm>; error: unknown; isPending: boolean; refetch: () => unknown };
  zone: string | null;
  sensorId: string;
}

/** The newest alarms of a sensor, open ones first. */
export function SensorAlarms({ alarms, zone, sensorId }: SensorAlarmsProps) {
  const translate = useTranslate();
  const format = useFormat();
  const now = useNow();
  const total = alarms.data?.page.total ?? 0;
  const rows = (alarms.data?.data ?? []).toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a))).slice(0, SHOWN);
  const columns: Column<Alarm>[] = [
    {
      key: 'mark',
      label: 'alarms.column.priority',
      width: 40,
      render: (alarm) => (
        <PriorityMark
          kind={isOpen(alarm) ? markOf(alarm, now) : alarm.priority}
          unacknowledged={wantsAttention(alarm, now)}
        />
      ),
    },
    {
      key: 'condition',
      label: 'alarms.column.condition',
      render: (alarm) => (
        <Link to={`/alarms/${alarm.id}/show`}>
          <ConditionText alarm={alarm} />
        </Link>
      ),
    },
    {
      key: 'raised',
      label: 'alarms.column.time',
      from: 'sm',
      render: (alarm) => <LocalTime time={alarm.raisedAt} zone={zone} />,
    },
    {
      key: 'state',
      label: 'alarms.column.state',
      from: 'md',
      render: (alarm) => (
        <StateChip>
          {isShelved(alarm, now) ? translate('mark.shelved') : translate(`alarm_state.${alarm.state}`)}
        </StateChip>
      ),
    },
  ];
  return (
    <Panel
      title="alarms.title"
      flush
      aside={
        total > SHOWN && (
          <Button component={Link} to={`/alarms?view=history&sensorId=${sensorId}`}>
            {translate('sensors.all_alarms', { count: format.number(total) })}
          </Button>
        )
      }
    >
      {alarms.error && !alarms.data ? (
        <ErrorState compact error={alarms.error} onRetry={() => void alarms.refetch()} />
      ) : alarms.isPending ? (
        <RowsSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState compact title="sensors.no_alarms" />
      ) : (
        <DataTable
          label={translate('alarms.title')}
          columns={columns}
          rows={rows}
          idOf={(alarm) => alarm.id}
          rowTo={(alarm) => `/alarms/${alarm.id}/show`}
        />
      )}
    </Panel>
  );
}
