import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { QuantityText } from '../components/quantity';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import type { SensorCourse } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { converter, shownUnit } from './chart/units';
import type { SensorRecord } from './sensor';
import { useCourse } from './use-course';

const DAY_S = 86_400;

/** What the detector of the sensor's usual course says now, and what it has found lately, in words. */
export function SensorCoursePanel({ sensor }: { sensor: SensorRecord }) {
  const { data, error, isPending, refetch } = useCourse(sensor.id, null, 7 * DAY_S);
  return (
    <Panel title="sensors.course.title">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isPending || !data ? (
        <RowsSkeleton rows={3} />
      ) : data.kind === null ? (
        <EmptyState title="sensors.course.off" detail="sensors.course.off_detail" />
      ) : data.times.length === 0 ? (
        <EmptyState title="sensors.course.none" detail="sensors.course.none_detail" />
      ) : (
        <Judgement sensor={sensor} course={data} />
      )}
    </Panel>
  );
}

function Judgement({ sensor, course }: { sensor: SensorRecord; course: SensorCourse }) {
  const translate = useTranslate();
  const format = useFormat();
  const zone = useMunicipality(sensor.municipalityId)?.timeZone ?? null;
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  const convert = converter(sensor.quantity, unit);
  const last = course.times.length - 1;
  const [lower, upper, score] = [course.lower[last], course.upper[last], course.score[last] ?? 0];
  const percent = Math.round(score * 100);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box>
        <Typography variant="body2" id="course-score">
          {translate('sensors.course.score', {
            value: format.number(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
          })}
        </Typography>
        <LinearProgress
          variant="determinate"
          value={percent}
          color={score >= 0.5 ? 'error' : 'primary'}
          aria-labelledby="course-score"
          sx={{ blockSize: 6, borderRadius: 3, marginBlockStart: 1 }}
        />
      </Box>
      {typeof lower === 'number' && typeof upper === 'number' && course.kind !== 'meter' && (
        <Typography variant="body2">
          {translate('sensors.course.expected')} <QuantityText value={convert(lower)} unit={unit} /> –{' '}
          <QuantityText value={convert(upper)} unit={unit} />
        </Typography>
      )}
      {course.events.length === 0 ? (
        <Typography variant="body2" color="text.secondary">
          {translate('sensors.course.quiet')}
        </Typography>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 2 }}>
          {course.events.toReversed().map((event) => (
            <Box component="li" key={event.raisedAt}>
              <Typography variant="body2" sx={{ fontWeight: 600 }}>
                {translate(`sensors.course.cause.${event.cause}`)}
              </Typography>
              <Typography variant="body2" color="text.secondary">
                <LocalTime time={event.since ?? event.raisedAt} zone={zone} />
                {' – '}
                {event.endedAt ? <LocalTime time={event.endedAt} zone={zone} /> : translate('sensors.course.goes_on')}
                {event.value !== null && event.expected !== null && course.kind !== 'meter' && (
                  <>
                    {' · '}
                    {translate('sensors.course.instead', {
                      value: format.quantity(convert(event.value), unit),
                      expected: format.quantity(convert(event.expected), unit),
                    })}
                  </>
                )}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
      <Typography variant="caption" color="text.secondary">
        {course.learnedFrom ? (
          <>
            {translate('sensors.course.learned')} <LocalTime time={course.learnedFrom} zone={zone} />
            {'. '}
          </>
        ) : (
          `${translate('sensors.course.learning')} `
        )}
        {course.daysPerFalseAlarm !== null && translate('sensors.course.budget', { days: course.daysPerFalseAlarm })}
      </Typography>
    </Box>
  );
}
