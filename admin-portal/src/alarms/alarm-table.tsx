import { styled } from '@mui/material/styles';
import { useTranslate } from 'ra-core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useMunicipalities } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { fontSizes } from '../theme/tokens';
import { type AlarmLine, idOfLine } from './alarm-lines';
import { AlarmRow, type Place } from './alarm-row';
import { isShelved, markOf, wantsAttention } from './alarm-state';
import { GroupRow } from './group-row';

export interface AlarmTableProps {
  /** The alarms shown. */
  rows: readonly Alarm[];
  /** The same with the lines of groups between them. */
  lines: readonly AlarmLine[];
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
  /** Opens or closes a group. */
  onToggle: (id: string) => void;
  onAcknowledgeGroup: (id: string) => Promise<void>;
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
    '& tbody tr[data-group] td': { backgroundColor: colors.sunken },
    '& tbody tr[data-member] td.mark': { paddingInlineStart: 24 },
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
  const { rows, lines, marked, cursor, selectable, stale, onMarkAll, onMove, onOpen, onPoint, onToggle } = props;
  const translate = useTranslate();
  const table = useRef<HTMLTableElement>(null);
  const zones = useZones();
  useFollowCursor(table, cursor);
  const allMarked = rows.length > 0 && rows.every((row) => marked.has(row.id));
  const ids = lines.map(idOfLine);
  const tabStop = cursor !== null && ids.includes(cursor) ? cursor : ids[0];
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const move = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' } as const;
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-id]');
    const id = row === event.target ? row?.dataset.id : undefined;
    if (event.key in move) onMove(move[event.key as keyof typeof move]);
    else if (id && row?.hasAttribute('data-group') && (event.key === 'Enter' || event.key === ' ')) onToggle(id);
    else if (id && event.key === 'Enter') onOpen(id);
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
        {lines.map((line) => {
          const id = idOfLine(line);
          const common = { selectable, hasCursor: cursor === id, isTabStop: tabStop === id, onPoint };
          if (line.kind === 'group') {
            return (
              <GroupRow
                key={id}
                {...common}
                group={line.group}
                isOpen={line.isOpen}
                place={zones.get(line.group.alert.municipalityId)}
                onToggle={onToggle}
                onAcknowledge={props.onAcknowledgeGroup}
              />
            );
          }
          const { alarm } = line;
          return (
            <AlarmRow
              key={id}
              {...common}
              alarm={alarm}
              place={zones.get(alarm.municipalityId)}
              isMarked={marked.has(id)}
              isOpened={props.opened === id}
              isBusy={props.busy.has(id)}
              isMember={line.isMember}
              wants={wantsAttention(alarm, props.now)}
              shelved={isShelved(alarm, props.now)}
              mark={markOf(alarm, props.now)}
              onOpen={onOpen}
              onMark={props.onMark}
            />
          );
        })}
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
