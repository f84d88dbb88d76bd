import Tooltip from '@mui/material/Tooltip';
import { useFormat } from '../i18n/use-format';
import { useNow } from './use-now';

export interface TimeProps {
  /** ISO time or ms since 1970; null shows an en dash. */
  time: string | number | null | undefined;
  /** IANA zone of the place; null: the reader's own. */
  zone?: string | null;
}

/** How long ago, with the full local time and its zone on hover. */
export function TimeAgo({ time, zone }: TimeProps) {
  const format = useFormat();
  const now = useNow();
  if (time === null || time === undefined) return <span>–</span>;
  return (
    <Tooltip describeChild title={format.time(time, 'full', zone)}>
      <time dateTime={new Date(time).toISOString()}>{format.ago(time, now)}</time>
    </Tooltip>
  );
}

/** From so far away a day and month alone may be taken for those of another year, ms. */
const FAR_MS = 300 * 86_400_000;

/** A local time with how long ago on hover; with its year when that is not plain. */
export function LocalTime({ time, zone, style = 'day' }: TimeProps & { style?: 'time' | 'seconds' | 'day' | 'full' }) {
  const format = useFormat();
  const now = useNow();
  if (time === null || time === undefined) return <span>–</span>;
  const far = Math.abs(now - new Date(time).getTime()) > FAR_MS;
  return (
    <Tooltip describeChild title={`${format.ago(time, now)} · ${format.time(time, 'full', zone)}`}>
      <time dateTime={new Date(time).toISOString()}>
        {format.time(time, far && style === 'day' ? 'dated' : style, zone)}
      </time>
    </Tooltip>
  );
}

/** A short age for dense tables: `17m`, `3h 5m`. */
export function Age({ time, zone }: TimeProps) {
  const format = useFormat();
  const now = useNow();
  if (time === null || time === undefined) return <span>–</span>;
  return (
    <Tooltip describeChild title={format.time(time, 'full', zone)}>
      <time dateTime={new Date(time).toISOString()}>{format.age(time, now)}</time>
    </Tooltip>
  );
}
