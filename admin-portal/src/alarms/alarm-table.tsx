import { styled } from '@mui/material/styles';
import { useTranslate } from 'ra-core';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { PriorityMark } from '../components/priority-mark';
import { StateChip } from '../components/state-chip';
import { Age, LocalTime } from '../components/time-ago';
import { useMunicipalities } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { fontSizes } from '../theme/tokens';
import { isShelved, markOf, wantsAttention } from './alarm-state';
import { ConditionText } from './condition-text';

export interface AlarmTableProps {
  rows: readonly Alarm[];
  marked: ReadonlySet<string>;
  cursor: string | null;
  /** Alarm in the detail pane. */
  opened: string | null;
  busy: ReadonlySet<string>;
  now: number;
  /** Nothing can be done to many at once: no boxes. */
  selectable: boolean;
  stale: boolean;
  onOpen: (id: string) => void;
  onPoint: (id: string) => void;
  onMark: (id: string, range: boolean) => void;
  onMarkAll: () => void;
  onMove: (by: number | 'first' | 'last') => void;
}

const Root = styled('table')(({ theme }) => {
  const { colors, sizes } = theme.hydrant;
  return {
    inlineSize: '100%',
    borderCollapse: 'separate',
    borderSpacing: 0,
    fontSize: fontSizes.sm,
    fontVariantNumeric: 'tabular-nums',
    '& th': {
      position: 'sticky',
      insetBlockStart: 0,
      zIndex: 1,
      blockSize: sizes.head,
      paddingInline: sizes.cellX,
      textAlign: 'start',
      fontSize: fontSizes.xs,
      fontWeight: 500,
      whiteSpace: 'nowrap',
      color: colors.textMuted,
      backgroundColor: colors.surface,
      borderBlockEnd: `1px solid ${colors.line}`,
    },
    '& td': {
      blockSize: sizes.row,
      paddingInline: sizes.cellX,
      paddingBlock: 4,
      lineHeight: '18px',
      borderBlockEnd: `1px solid ${colors.line}`,
      maxInlineSize: 320,
    },
    '& .cut': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
    '& .quiet': { color: colors.textMuted },
    '& .second': { display: 'block', fontSize: fontSizes.xs, color: colors.textMuted },
    '& .box': { inlineSize: 36, paddingInlineEnd: 0 },
    '& .box input': { inlineSize: 16, blockSize: 16, margin: 0, verticalAlign: 'middle', accentColor: colors.accent },
    '& .mark': { inlineSize: 30, paddingInlineEnd: 0 },
    '& tbody tr': { cursor: 'pointer', outlineOffset: -2 },
    '& tbody tr:hover td': { backgroundColor: theme.palette.action.hover },
    '& tbody tr[data-opened] td, & tbody tr[aria-selected=true] td': { backgroundColor: colors.accentSoft },
    '& tbody tr[data-cursor] td:first-of-type': {
      boxShadow: `inset ${theme.direction === 'rtl' ? -3 : 3}px 0 0 ${colors.accent}`,
    },
    '& tbody tr[data-wants] .what': { fontWeight: 600 },
    '& tbody tr[aria-busy=true]': { opacity: 0.8 },
    '&[aria-busy=true] tbody': { opacity: 0.8 },
    // The room of the list counts, not that of the window: the pane takes some of it.
    '@container (max-width: 520px)': { '& .from-sm': { display: 'none' }, '& td': { blockSize: 56 } },
    '@container (min-width: 520.01px)': { '& .to-sm': { display: 'none' } },
    '@container (max-width: 760px)': { '& .from-md': { display: 'none' } },
    '@container (max-width: 980px)': { '& .from-lg': { display: 'none' } },
    '& .keep': { whiteSpace: 'nowrap' },
  };
});

/** The dense alarm table. One row is a tab stop; arrows move between rows. */
export function AlarmTable(props: AlarmTableProps) {
  const { rows, marked, cursor, selectable, stale, onMarkAll, onMove, onOpen, onPoint } = props;
  const translate = useTranslate();
  const table = useRef<HTMLTableElement>(null);
  const zones = useZones();
  useFollowCursor(table, cursor);
  const allMarked = rows.length > 0 && rows.every((row) => marked.has(row.id));
  const tabStop = cursor !== null && rows.some((row) => row.id === cursor) ? cursor : rows[0]?.id;
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const move = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' } as const;
    const id = (event.target as HTMLElement).closest<HTMLElement>('tr[data-id]')?.dataset.id;
    if (event.key in move) onMove(move[event.key as keyof typeof move]);
    else if (event.key === 'Enter' && id && event.target instanceof HTMLTableRowElement) onOpen(id);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selectable) onMarkAll();
    else return;
    event.preventDefault();
  };
  return (
    <Root ref={table} aria-label={translate('alarms.title')} aria-busy={stale} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {selectable && (
            <th className="box from-sm" scope="col">
              <input
                type="checkbox"
                aria-label={translate('alarms.mark_all')}
                checked={allMarked}
                ref={(box) => {
                  if (box) box.indeterminate = !allMarked && marked.size > 0;
                }}
                onChange={onMarkAll}
              />
            </th>
          )}
          <th className="mark" scope="col">
            <span style={hidden}>{translate('alarms.column.priority')}</span>
          </th>
          <th scope="col" className="from-sm">
            {translate('alarms.column.age')}
          </th>
          <th scope="col" className="from-lg">
            {translate('alarms.column.time')}
          </th>
          <th scope="col">{translate('alarms.column.condition')}</th>
          <th scope="col" className="from-sm">
            {translate('alarms.column.place')}
          </th>
          <th scope="col" className="from-md">
            {translate('alarms.column.state')}
          </th>
          <th scope="col" className="from-lg">
            {translate('alarms.column.owner')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((alarm) => (
          <Row
            key={alarm.id}
            alarm={alarm}
            place={zones.get(alarm.municipalityId)}
            selectable={selectable}
            isMarked={marked.has(alarm.id)}
            hasCursor={cursor === alarm.id}
            isTabStop={tabStop === alarm.id}
            isOpened={props.opened === alarm.id}
            isBusy={props.busy.has(alarm.id)}
            wants={wantsAttention(alarm, props.now)}
            shelved={isShelved(alarm, props.now)}
            mark={markOf(alarm, props.now)}
            onOpen={onOpen}
            onPoint={onPoint}
            onMark={props.onMark}
          />
        ))}
      </tbody>
    </Root>
  );
}

const hidden = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

interface Place {
  name: string;
  timeZone: string;
}

function useZones(): ReadonlyMap<string, Place> {
  const { municipalities } = useMunicipalities();
  return new Map(municipalities.map(({ id, name, timeZone }) => [id, { name, timeZone }]));
}

/** Keeps the row under the keyboard in view, and focused when the focus was in the list. */
function useFollowCursor(table: { current: HTMLTableElement | null }, cursor: string | null): void {
  useEffect(() => {
    if (cursor === null) return;
    const row = table.current?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(cursor)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: 'nearest' });
    if (document.activeElement === document.body || table.current?.contains(document.activeElement))
      row.focus({ preventScroll: true });
  }, [table, cursor]);
}

interface RowProps {
  alarm: Alarm;
  place: Place | undefined;
  selectable: boolean;
  isMarked: boolean;
  hasCursor: boolean;
  isTabStop: boolean;
  isOpened: boolean;
  isBusy: boolean;
  wants: boolean;
  shelved: boolean;
  mark: ReturnType<typeof markOf>;
  onOpen: (id: string) => void;
  onPoint: (id: string) => void;
  onMark: (id: string, range: boolean) => void;
}

const Row = memo(function Row({
  alarm,
  place,
  selectable,
  isMarked,
  hasCursor,
  isTabStop,
  isOpened,
  isBusy,
  wants,
  shelved,
  mark,
  onOpen,
  onPoint,
  onMark,
}: RowProps) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <tr
      data-id={alarm.id}
      data-cursor={hasCursor || undefined}
      data-opened={isOpened || undefined}
      data-wants={wants || undefined}
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
