import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { get } from '../data/http';
import type { Page } from '../data/types';
import type { NetworkEvent } from './event-types';

/** Leads from an alarm to the event that it belongs to; nothing while there is none. */
export function AlarmEvent({ alarmId }: { alarmId: string }) {
  const translate = useTranslate();
  const { data } = useQuery({
    queryKey: ['event-of', alarmId],
    queryFn: ({ signal }) => get<Page<NetworkEvent>>('/events', { alertId: alarmId, pageSize: 1 }, signal),
  });
  const event = data?.data[0];
  if (!event) return null;
  return (
    <Link to={`/events/${event.id}`}>
      {translate('events.part_of', {
        smart_count: event.alarms,
        count: event.alarms,
        cause: translate(`events.cause.${event.confirmed ?? event.hypothesis}`),
      })}
    </Link>
  );
}
