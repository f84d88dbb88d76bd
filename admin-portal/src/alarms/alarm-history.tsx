import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type AlarmTransition, readTransitions } from './alarm-api';
import { shownNumbers } from './condition';

/** Everything that happened to an alarm and what people wrote about it, newest first. */
export function AlarmHistory({
  alarm,
  zone,
  onComment,
}: {
  alarm: Alarm;
  zone: string | null;
  onComment?: (text: string) => Promise<void>;
}) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['alarms', 'transitions', alarm.id, alarm.version],
    queryFn: ({ signal }) => readTransitions(alarm.id, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {onComment && <CommentBox onComment={onComment} />}
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={3} />
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 3 }}>
          {(data ?? []).map((transition) => (
            <HistoryLine key={transition.seq} transition={transition} alarm={alarm} zone={zone} />
          ))}
        </Box>
      )}
    </>
  );
}

function HistoryLine({ transition, alarm, zone }: { transition: AlarmTransition; alarm: Alarm; zone: string | null }) {
  const translate = useTranslate();
  const details = useDetails(transition, alarm, zone);
  const words = textOf(transition);
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '112px minmax(0, 1fr)', columnGap: 3, fontSize: 13 }}
    >
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        <LocalTime time={transition.at} zone={zone} style="day" />
      </Box>
      <Box>
        <span>{translate(`alarms.event.${transition.event}`, { _: transition.event })}</span>
        {transition.actor && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' · '}
            <bdi>{transition.actor.name}</bdi>
          </Box>
        )}
        {details && <Box sx={{ color: 'text.secondary' }}>{details}</Box>}
        {words && (
          <Box
            component="blockquote"
            sx={{
              margin: 0,
              marginBlockStart: 1,
              paddingInlineStart: 3,
              borderInlineStart: 2,
              borderColor: 'divider',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {words}
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** What a person wrote: comment, reason or cause. */
function textOf({ detail }: AlarmTransition): string {
  return [detail.comment, detail.text, detail.cause, detail.reason]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n');
}

function useDetails({ detail, event }: AlarmTransition, alarm: Alarm, zone: string | null): string {
  const format = useFormat();
  const translate = useTranslate();
  const parts: string[] = [];
  if (typeof detail.value === 'number') {
    const { value, unit } = shownNumbers({ ...alarm, value: detail.value });
    parts.push(format.quantity(value, unit));
  }
  if (typeof detail.until === 'string' || typeof detail.until === 'number') {
    parts.push(translate('alarms.until', { time: format.time(detail.until, 'day', zone) }));
  }
  if (event === 'shelve-until-clear') parts.push(translate('alarms.until_clear'));
  if (typeof detail.owner === 'string') parts.push(detail.owner);
  return parts.join(' · ');
}

function CommentBox({ onComment }: { onComment: (text: string) => Promise<void> }) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!text.trim()) return;
    setSending(true);
    await onComment(text.trim());
    setSending(false);
    setText('');
  };
  return (
    <Box
      component="form"
      onSubmit={(event: FormEvent) => void submit(event)}
      sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', marginBlockEnd: 4 }}
    >
      <TextField
        fullWidth
        multiline
        maxRows={5}
        placeholder={translate('alarms.comment_placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': translate('alarms.comment'), maxLength: 2000 } }}
      />
      <Button type="submit" variant="outlined" disabled={!text.trim()} loading={sending} sx={{ minBlockSize: 36 }}>
        {translate('alarms.command.comment')}
      </Button>
    </Box>
  );
}
