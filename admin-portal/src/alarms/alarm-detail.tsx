import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { useAbility, useCan } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import { LocalTime, TimeAgo } from '../components/time-ago';
import { AlarmEvent } from '../events/alarm-event';
import { useMunicipality } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { Facts } from '../kit/facts';
import { AlarmFeedback } from './alarm-feedback';
import { AlarmHistory } from './alarm-history';
import { type Command, isShelved, markOf, mayCommand, possibleCommands, wantsAttention } from './alarm-state';
import { AlarmTrend } from './alarm-trend';
import { comparison, conditionKey, definitionKey } from './condition';
import { useAlarmNumbers } from './condition-text';
import { FindingText, isFinding } from './finding-text';

export interface AlarmDetailProps {
  alarm: Alarm;
  now: number;
  busy: boolean;
  onCommand: (command: Command) => void;
  onComment: (text: string) => Promise<void>;
  /** Closes the pane; left out where the alarm is the whole page. */
  onClose?: () => void;
}

/** One alarm: what is wrong and since when, what can be done, the trend around it, what it means, and its history. */
export function AlarmDetail({ alarm, now, busy, onCommand, onComment, onClose }: AlarmDetailProps) {
  const translate = useTranslate();
  const ability = useAbility();
  const municipality = useMunicipality(alarm.municipalityId);
  const zone = municipality?.timeZone ?? null;
  const numbers = useAlarmNumbers(alarm);
  const commands = possibleCommands(alarm, ability, now).filter((command) => command !== 'comment');
  return (
    <Box
      component="article"
      aria-label={translate('alarms.detail')}
      sx={{ display: 'grid', gap: 5, alignContent: 'start', padding: 4 }}
    >
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'flex-start' }}>
        <Box sx={{ paddingBlockStart: 1 }}>
          <PriorityMark kind={markOf(alarm, now)} unacknowledged={wantsAttention(alarm, now)} size={18} />
        </Box>
        <Box sx={{ flex: 1, minInlineSize: 0 }}>
          <Typography variant="h2" component={onClose ? 'h2' : 'h1'}>
            {translate(conditionKey(alarm), { _: alarm.message })}
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate(`mark.${alarm.priority}`)} · {translate(`alarm_state.${alarm.state}`)} ·{' '}
            <TimeAgo time={alarm.raisedAt} zone={zone} />
          </Typography>
        </Box>
        {onClose && (
          <IconButton aria-label={translate('actions.close')} onClick={onClose} edge="end">
            <Close fontSize="small" />
          </IconButton>
        )}
      </Box>
      {isFinding(alarm) && (
        <Typography variant="body2">
          <FindingText about={alarm} zone={zone} />
        </Typography>
      )}
      {commands.length > 0 && (
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {commands.map((command, index) => (
            <Button
              key={command}
              variant={index === 0 && command === 'acknowledge' ? 'contained' : 'outlined'}
              loading={busy && index === 0}
              onClick={() => onCommand(command)}
            >
              {translate(`alarms.command.${command}`)}
            </Button>
          ))}
        </Box>
      )}
      <AlarmEvent alarmId={alarm.id} />
      <AlarmFacts alarm={alarm} now={now} zone={zone} place={municipality?.name} numbers={numbers} />
      <Section title="alarms.trend">
        <AlarmTrend alarm={alarm} zone={zone} />
      </Section>
      <Definition alarm={alarm} />
      <Section title="alarms.feedback.title">
        <AlarmFeedback alarm={alarm} zone={zone} mayAnswer={mayCommand('acknowledge', ability, alarm)} />
      </Section>
      <Section title="alarms.history">
        <AlarmHistory
          alarm={alarm}
          zone={zone}
          onComment={mayCommand('comment', ability, alarm) ? onComment : undefined}
        />
      </Section>
    </Box>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const translate = useTranslate();
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3" id={id}>
        {translate(title)}
      </Typography>
      {children}
    </Box>
  );
}

interface AlarmFactsProps {
  alarm: Alarm;
  now: number;
  zone: string | null;
  place: string | undefined;
  numbers: string | null;
}

function AlarmFacts({ alarm, now, zone, place, numbers }: AlarmFactsProps) {
  const translate = useTranslate();
  const maySeeSensor = useCan('read', 'Sensor');
  const name = `${alarm.sensorName} (${alarm.sensorCode})`;
  return (
    <Facts
      facts={[
        {
          label: 'alarms.fact.sensor',
          value: maySeeSensor ? <Link to={`/sensors/${alarm.sensorId}/show`}>{name}</Link> : name,
        },
        { label: 'kit.municipality', value: place },
        numbers !== null && {
          label: comparison(alarm) === null ? 'alarms.fact.value' : 'alarms.fact.value_limit',
          value: <bdi>{numbers}</bdi>,
        },
        { label: 'alarms.fact.raised', value: <LocalTime time={alarm.raisedAt} zone={zone} style="full" /> },
        alarm.ackedAt !== null && {
          label: 'alarms.fact.acknowledged',
          value: (
            <>
              <LocalTime time={alarm.ackedAt} zone={zone} style="full" />
              {alarm.ackedBy && ` · ${alarm.ackedBy}`}
            </>
          ),
        },
        alarm.clearedAt !== null && {
          label: 'alarms.fact.cleared',
          value: <LocalTime time={alarm.clearedAt} zone={zone} style="full" />,
        },
        alarm.resolvedAt !== null && {
          label: 'alarms.fact.resolved',
          value: <LocalTime time={alarm.resolvedAt} zone={zone} style="full" />,
        },
        { label: 'alarms.cause_label', value: alarm.cause },
        isShelved(alarm, now) && {
          label: 'mark.shelved',
          value: (
            <>
              {alarm.oneShotShelved ? (
                translate('alarms.until_clear')
              ) : (
                <LocalTime time={alarm.shelvedUntil} zone={zone} style="full" />
              )}
              {alarm.shelveReason && ` · ${alarm.shelveReason}`}
            </>
          ),
        },
        { label: 'alarms.column.owner', value: alarm.owner?.name ?? translate('alarms.nobody') },
      ]}
    />
  );
}

function Definition({ alarm }: { alarm: Alarm }) {
  const key = definitionKey(alarm);
  const translate = useTranslate();
  return (
    <Section title="alarms.meaning">
      <Facts
        facts={(['cause', 'consequence', 'action'] as const).map((part) => ({
          label: `alarms.definition.${part}`,
          value: translate(`${key}.${part}`),
        }))}
      />
    </Section>
  );
}
