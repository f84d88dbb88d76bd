import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, PageSkeleton } from '../components/states';
import { useNow } from '../components/use-now';
import type { Alarm } from '../data/types';
import { useLiveAlarms } from '../live/live';
import { readAlarm } from './alarm-api';
import { AlarmDetail } from './alarm-detail';
import type { ConsoleControl } from './use-console-control';

export interface OpenedAlarmProps {
  id: string;
  /** The alarm as the list has it; it may have left the list, or never been on it. */
  known: Alarm | undefined;
  control: Pick<ConsoleControl, 'busy' | 'command' | 'give' | 'changed'>;
  onClose?: () => void;
}

/** The alarm in the pane, fetched by its id and kept up to date. */
export function OpenedAlarm({ id, known, control, onClose }: OpenedAlarmProps) {
  const now = useNow();
  const [arrived, setArrived] = useState<Alarm | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['alarms', 'one', id],
    queryFn: ({ signal }) => readAlarm(id, signal),
    initialData: known,
    initialDataUpdatedAt: 0,
  });
  useLiveAlarms((alarm) => {
    if (alarm.id === id) setArrived(alarm);
  });
  const alarm = newest([data, known, arrived ?? undefined, control.changed.get(id)]);
  if (!alarm) return error ? <ErrorState page error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  return (
    <AlarmDetail
      alarm={alarm}
      now={now}
      busy={control.busy.has(id)}
      onCommand={(command) => control.command(command, [alarm])}
      onComment={(text) => control.give({ command: 'comment', text }, [alarm])}
      onClose={onClose}
    />
  );
}

/** The latest version; of equal ones the last, which is the one shown ahead of the server's answer. */
export function newest(versions: readonly (Alarm | undefined)[]): Alarm | undefined {
  return versions.reduce<Alarm | undefined>(
    (best, alarm) => (alarm && (!best || alarm.version >= best.version) ? alarm : best),
    undefined,
  );
}
