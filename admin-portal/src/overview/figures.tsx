import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Sparkline } from '../charts/sparkline';
import { PriorityMark } from '../components/priority-mark';
import type { Overview } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { PRIORITIES, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { lastHourAlarms, readingsChange, totalAlarms } from './summary';

interface FigureProps {
  label: string;
  /** The number, large. */
  value: ReactNode;
  /** After the number, small: of how many. */
  of?: ReactNode;
  /** Under the number: the change, or what it is made of. */
  note?: ReactNode;
  /** Takes two columns on a phone. */
  broad?: boolean;
  /** At the foot: a trend or a share. */
  foot?: ReactNode;
  to?: string;
}

function Figure({ label, value, of, note, foot, to, broad = false }: FigureProps) {
  const colors = useColors();
  return (
    <Paper
      variant="outlined"
      {...(to ? { component: Link, to } : {})}
      sx={{
        display: 'grid',
        gridTemplateRows: { xs: 'auto', md: '20px 36px 20px 28px' },
        alignContent: 'space-between',
        gap: 0.5,
        padding: 4,
        paddingBlockEnd: 3,
        minInlineSize: 0,
        gridColumn: broad ? { xs: 'span 2', md: 'auto' } : undefined,
        borderRadius: `${radii.lg}px`,
        color: 'inherit',
        textDecoration: 'none',
        '&[href]:hover': { borderColor: colors.lineStrong },
      }}
    >
      <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, minInlineSize: 0 }}>
        <Typography variant="h5" component="p">
          {value}
        </Typography>
        <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }}>
          {of}
        </Typography>
      </Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', whiteSpace: { md: 'nowrap' } }}>
        {note}
      </Typography>
      <Box sx={{ alignSelf: 'end' }}>{foot}</Box>
    </Paper>
  );
}

/** A thin bar: how much of the whole; the missing part is what catches the eye. */
function Share({ part, whole, label }: { part: number; whole: number; label: string }) {
  const colors = useColors();
  const percent = whole > 0 ? (part / whole) * 100 : 0;
  return (
    <Box
      role="img"
      aria-label={label}
      sx={{ blockSize: 4, marginBlockEnd: 1, borderRadius: 1, backgroundColor: colors.sunken, overflow: 'hidden' }}
    >
      <Box sx={{ blockSize: '100%', inlineSize: `${percent}%`, backgroundColor: colors.textFaint }} />
    </Box>
  );
}

/** The row of figures: what is wrong, and whether we would know. */
export function Figures({ overview }: { overview: Overview }) {
  const translate = useTranslate();
  const format = useFormat();
  const { figures, alarmTrend, readingTrend } = overview;
  const alarms = totalAlarms(figures.alerts);
  const change = readingsChange(readingTrend);
  const missing = (key: string, part: number, whole: number): string =>
    part < whole
      ? translate(key, { smart_count: whole - part, count: format.number(whole - part) })
      : translate('overview.complete');
  const counted = (part: number, whole: number, key: string, label: string): FigureProps => ({
    label,
    value: format.number(part),
    of: translate('overview.of', { count: format.number(whole) }),
    note: missing(key, part, whole),
    foot: (
      <Share
        part={part}
        whole={whole}
        label={whole ? format.number(part / whole, { style: 'percent', maximumFractionDigits: 1 }) : '–'}
      />
    ),
  });
  return (
    <Box sx={grid}>
      <Figure
        broad
        label={translate('overview.active_alarms')}
        to="/alarms"
        value={format.number(alarms)}
        of={translate('overview.last_hour', { count: format.number(lastHourAlarms(alarmTrend)) })}
        note={PRIORITIES.map((priority) => (
          <Box
            key={priority}
            component="span"
            sx={{ display: 'inline-flex', gap: 1, alignItems: 'center', marginInlineEnd: 2.5 }}
          >
            <PriorityMark kind={priority} size={10} />
            {format.number(figures.alerts[priority])}
          </Box>
        ))}
        foot={
          <Sparkline
            values={alarmTrend.map((point) => point.count)}
            height={28}
            label={translate('overview.alarm_trend')}
            fromZero
          />
        }
      />
      <Figure
        label={translate('overview.unacknowledged')}
        to="/alarms"
        value={format.number(figures.unacknowledged)}
        of={alarms > 0 ? translate('overview.of', { count: format.number(alarms) }) : undefined}
        note={translate(figures.unacknowledged > 0 ? 'overview.waiting' : 'overview.none_waiting')}
        foot={
          alarms > 0 && (
            <Share part={figures.unacknowledged} whole={alarms} label={translate('overview.unacknowledged')} />
          )
        }
      />
      <Figure
        to="/sensors"
        {...counted(
          figures.sensorsReporting,
          figures.sensorsTotal,
          'overview.sensors_missing',
          translate('overview.sensors'),
        )}
      />
      <Figure
        to="/devices"
        {...counted(
          figures.devicesOnline,
          figures.devicesTotal,
          'overview.devices_missing',
          translate('overview.devices'),
        )}
      />
      <Figure
        label={translate('overview.readings')}
        value={format.number(figures.readingsPerMinute, {
          maximumFractionDigits: figures.readingsPerMinute < 100 ? 1 : 0,
        })}
        of={translate('overview.per_minute')}
        note={
          change === null
            ? undefined
            : translate('overview.readings_change', {
                change: format.number(change, {
                  style: 'percent',
                  signDisplay: 'exceptZero',
                  maximumFractionDigits: 0,
                }),
              })
        }
        foot={
          <Sparkline
            values={readingTrend.slice(0, -1).map((point) => point.count)}
            height={28}
            label={translate('overview.reading_trend')}
            fromZero
          />
        }
      />
    </Box>
  );
}

const grid = {
  display: 'grid',
  gap: 3,
  gridTemplateColumns: {
    xs: 'repeat(2, minmax(0, 1fr))',
    md: 'repeat(3, minmax(0, 1fr))',
    lg: 'repeat(5, minmax(0, 1fr))',
  },
};

/** The figures on their way. */
export function FiguresSkeleton() {
  return (
    <Box aria-hidden sx={grid}>
      {Array.from({ length: 5 }, (_, index) => (
        <Skeleton key={index} variant="rounded" height={142} />
      ))}
    </Box>
  );
}
