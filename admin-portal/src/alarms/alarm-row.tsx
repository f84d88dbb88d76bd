import { useTranslate } from 'ra-core';
import { memo } from 'react';
import { PriorityMark } from '../components/priority-mark';
import { StateChip } from '../components/state-chip';
import { Age, LocalTime } from '../components/time-ago';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import type { markOf } from './alarm-state';
import { ConditionText } from './condition-text';

/** Where an alarm is, and the time that holds there. */
export interface Place {
  name: string;
  timeZone: string;
}

/** What a row of the alarm table shows and does. */
export interface AlarmRowProps {
  alarm: Alarm;
  place: Place | undefined;
  selectable: boolean;
  isMarked: boolean;
  hasCursor: boolean;
  isTabStop: boolean;
  isOpened: boolean;
  isBusy: boolean;
  /** Stands under the line of its group. */
  isMember: boolean;
  wants: boolean;
  shelved: boolean;
  mark: ReturnType<typeof markOf>;
  onOpen: (id: string) => void;
  onPoint: (id: string) => void;
  onMark: (id: string, range: boolean) => void;
}

/** One alarm as a row of a table. */
export const AlarmRow = memo(function AlarmRow({
  alarm,
  place,
  selectable,
  isMarked,
  hasCursor,
  isTabStop,
  isOpened,
  isBusy,
  isMember,
  wants,
  shelved,
  mark,
  onOpen,
  onPoint,
  onMark,
}: AlarmRowProps) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <tr
      data-id={alarm.id}
      data-cursor={hasCursor || undefined}
      data-opened={isOpened || undefined}
      data-wants={wants || undefined}
      data-member={isMember || undefined}
      aria-selected={isMarked}
      aria-busy={isBusy}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onPoint(alarm.id)}
      onClick={(event) => {
        if (event.shiftKey && selectable) onMark(alarm.id, true);
        else onOpen(alarm.id);
      }}
    >
      {selectable && (
        <td className="box from-sm" onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={translate('alarms.mark_one', { name: alarm.sensorName })}
            checked={isMarked}
            onChange={(event) => {
              onMark(alarm.id, (event.nativeEvent as MouseEvent).shiftKey);
              event.currentTarget.closest('tr')?.focus();
            }}
          />
        </td>
      )}
      <td className="mark">
        <PriorityMark kind={mark} unacknowledged={wants} />
      </td>
      <td className="from-sm keep">
        <Age time={alarm.raisedAt} zone={place?.timeZone} />
      </td>
      <td className="from-lg quiet keep">
        <LocalTime time={alarm.raisedAt} zone={place?.timeZone} style="day" />
      </td>
      <td>
        <div className="what cut">
          <ConditionText alarm={alarm} />
        </div>
        <span className="second cut to-sm">
          {[alarm.sensorName, place?.name].filter(Boolean).join(' · ')} ·{' '}
          <Age time={alarm.raisedAt} zone={place?.timeZone} />
        </span>
      </td>
      <td className="from-sm">
        <div className="cut">{alarm.sensorName}</div>
        <span className="second cut">{[place?.name, alarm.sensorCode].filter(Boolean).join(' · ')}</span>
      </td>
      <td className="from-md">
        {shelved ? (
          <StateChip tone="shelved">
            {alarm.oneShotShelved || !alarm.shelvedUntil
              ? translate('alarms.shelved_until_clear')
              : translate('alarms.shelved_until', { time: format.time(alarm.shelvedUntil, 'day', place?.timeZone) })}
          </StateChip>
        ) : (
          <StateChip tone={alarm.state === 'active_unacked' ? alarm.priority : 'neutral'}>
            {translate(`alarm_state.${alarm.state}`)}
          </StateChip>
        )}
      </td>
      <td className="from-lg quiet">{alarm.owner?.name ?? '–'}</td>
    </tr>
  );
});
