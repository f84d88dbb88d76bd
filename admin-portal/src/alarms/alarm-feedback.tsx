import type { Schemas } from '@app/api-client';
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { LocalTime } from '../components/time-ago';
import { get, post } from '../data/http';
import type { Alarm } from '../data/types';
import { useAction } from '../kit/use-action';

type AlertFeedback = Schemas['AlertFeedback'];
type Verdict = Schemas['AlertFeedbackInput']['verdict'];

/** Was it a true alarm? What operators say teaches the models. */
export function AlarmFeedback({ alarm, zone, mayAnswer }: { alarm: Alarm; zone: string | null; mayAnswer: boolean }) {
  const translate = useTranslate();
  const client = useQueryClient();
  const { run, busy } = useAction();
  const key = ['alerts', alarm.id, 'feedback'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<AlertFeedback>(`/alerts/${alarm.id}/feedback`, {}, signal),
  });
  const said = data?.feedback ?? null;
  const say = async (verdict: Verdict): Promise<void> => {
    const answer = await run(() => post<AlertFeedback>(`/alerts/${alarm.id}/feedback`, { verdict }));
    if (answer) client.setQueryData(key, answer);
  };
  return (
    <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', flexWrap: 'wrap', fontSize: 13 }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={said?.verdict ?? null}
        disabled={!mayAnswer || busy || data === undefined}
        aria-label={translate('alarms.feedback.title')}
        onChange={(_event, verdict: Verdict | null) => {
          if (verdict !== null) void say(verdict);
        }}
      >
        {(['true', 'false'] as const).map((verdict) => (
          <ToggleButton key={verdict} value={verdict}>
            {translate(`alarms.feedback.${verdict}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {said === null ? (
          translate('alarms.feedback.help')
        ) : (
          <>
            {said.by} · <LocalTime time={said.createdAt} zone={zone} style="full" />
          </>
        )}
      </Box>
    </Box>
  );
}
