import ChevronRight from '@mui/icons-material/ChevronRight';
import DoneAll from '@mui/icons-material/DoneAll';
import OpenInNew from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'ra-core';
import { memo, useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import { StateChip } from '../components/state-chip';
import { Age, LocalTime } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import type { EventGroup } from './alarm-lines';
import type { Place } from './alarm-row';

export interface GroupRowProps {
  group: EventGroup;
  isOpen: boolean;
  place: Place | undefined;
  /** The table has a column of boxes. */
  selectable: boolean;
  hasCursor: boolean;
  isTabStop: boolean;
  onPoint: (id: string) => void;
  onToggle: (id: string) => void;
  onAcknowledge: (id: string) => Promise<void>;
}

/** The line of an event in the alarm table: its cause, worst priority and how many alarms; opens and closes. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { group, isOpen, place, selectable, hasCursor, isTabStop, onPoint, onToggle } = props;
  const translate = useTranslate();
  const format = useFormat();
  const { event, alert, unacknowledged } = group;
  const count = translate('alarms.count', { smart_count: group.alarms, count: format.number(group.alarms) });
  const waiting = translate('events.group.waiting', {
    smart_count: unacknowledged,
    count: format.number(unacknowledged),
  });
  const sure =
    event.confirmed === null
      ? translate('events.likely', { share: format.number(event.confidence, { style: 'percent' }) })
      : translate('events.confirmed');
  const where = [event.zoneName, place?.name].filter(Boolean).join(' · ');
  return (
    <tr
      data-id={group.id}
      data-group
      data-cursor={hasCursor || undefined}
      data-wants={unacknowledged > 0 || undefined}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onPoint(group.id)}
      onClick={() => onToggle(group.id)}
    >
      {selectable && <td className="box from-sm" />}
      <td className="mark">
        <PriorityMark kind={alert.priority} unacknowledged={unacknowledged > 0} />
      </td>
      <td className="from-sm keep">
        <Age time={group.lastRaisedAt} zone={place?.timeZone} />
      </td>
      <td className="from-lg quiet keep">
        <LocalTime time={group.lastRaisedAt} zone={place?.timeZone} style="day" />
      </td>
      <td>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <IconButton
            size="small"
            tabIndex={-1}
            aria-expanded={isOpen}
            aria-label={translate(isOpen ? 'events.group.close' : 'events.group.open', {
              cause: translate(`events.cause.${event.confirmed ?? event.hypothesis}`),
            })}
            onClick={(click) => {
              click.stopPropagation();
              onToggle(group.id);
            }}
            sx={{ marginInlineStart: -1 }}
          >
            <ChevronRight
              fontSize="small"
              sx={(theme) => ({
                transform: isOpen ? 'rotate(90deg)' : theme.direction === 'rtl' ? 'rotate(180deg)' : 'none',
              })}
            />
          </IconButton>
          <Box sx={{ flex: 1, minInlineSize: 0 }}>
            <div className="what cut">{translate(`events.cause.${event.confirmed ?? event.hypothesis}`)}</div>
            <span className="second cut from-sm">{[count, sure].join(' · ')}</span>
            <span className="second cut to-sm">
              {[count, where].filter(Boolean).join(' · ')} · <Age time={group.lastRaisedAt} zone={place?.timeZone} />
            </span>
          </Box>
          <GroupActions {...props} waiting={waiting} />
        </Box>
      </td>
      <td className="from-sm">
        <div className="cut">{event.zoneName ?? place?.name ?? '–'}</div>
        <span className="second cut">{event.zoneName === null ? '' : place?.name}</span>
      </td>
      <td className="from-md">{unacknowledged > 0 ? <StateChip tone={alert.priority}>{waiting}</StateChip> : null}</td>
      <td className="from-lg" />
    </tr>
  );
});

function GroupActions({ group, onAcknowledge, waiting }: GroupRowProps & { waiting: string }) {
  const translate = useTranslate();
  const may = useCan('acknowledge', 'Alert');
  const [busy, setBusy] = useState(false);
  const acknowledge = async (): Promise<void> => {
    setBusy(true);
    await onAcknowledge(group.id);
    setBusy(false);
  };
  return (
    <Box sx={{ display: 'flex' }} onClick={(click) => click.stopPropagation()}>
      {may && group.unacknowledged > 0 && (
        <Tooltip title={`${translate('alarms.command.acknowledge')}: ${waiting}`}>
          <IconButton
            loading={busy}
            aria-label={translate('events.acknowledge_all', {
              smart_count: group.unacknowledged,
              count: group.unacknowledged,
            })}
            onClick={() => void acknowledge()}
          >
            <DoneAll fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      <Tooltip title={translate('events.group.show')}>
        <IconButton component={Link} to={`/events/${group.id}`} aria-label={translate('events.group.show')}>
          <OpenInNew fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
