import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { markOf, wantsAttention } from '../alarms/alarm-state';
import { ConditionText } from '../alarms/condition-text';
import { PriorityMark } from '../components/priority-mark';
import { Age } from '../components/time-ago';
import { useNow } from '../components/use-now';
import { useMunicipalities } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { useColors } from '../theme/use-colors';

/** Alarms as a short list: what, where, since when. */
export function AlarmRows({ alarms, showPlace = true }: { alarms: readonly Alarm[]; showPlace?: boolean }) {
  const colors = useColors();
  const translate = useTranslate();
  const now = useNow();
  const { municipalities } = useMunicipalities();
  const places = new Map(municipalities.map((item) => [item.id, item]));
  return (
    <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {alarms.map((alarm) => {
        const place = places.get(alarm.municipalityId);
        return (
          <Box
            component="li"
            key={alarm.id}
            sx={{ borderBlockEnd: `1px solid ${colors.line}`, '&:last-child': { borderBlockEnd: 0 } }}
          >
            <Box
              component={Link}
              to={`/alarms?alarm=${alarm.id}`}
              sx={{
                display: 'grid',
                gridTemplateColumns: '16px minmax(0, 1fr) auto',
                columnGap: 3,
                alignItems: 'center',
                paddingInline: 4,
                paddingBlock: 2,
                color: 'inherit',
                textDecoration: 'none',
                '&:hover': { backgroundColor: colors.sunken },
              }}
            >
              <PriorityMark kind={markOf(alarm, now)} unacknowledged={wantsAttention(alarm, now)} />
              <Box sx={{ minInlineSize: 0 }}>
                <Typography
                  variant="body2"
                  sx={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { sm: 'nowrap' } }}
                >
                  <ConditionText alarm={alarm} />
                </Typography>
                {/* The name's own direction says which end of it may be cut. */}
                <Typography
                  variant="caption"
                  component="p"
                  noWrap
                  dir="auto"
                  sx={{ color: 'text.secondary', textAlign: 'left' }}
                >
                  <bdi>{alarm.sensorName}</bdi>
                  {showPlace && place && ` · ${place.name}`}
                  {alarm.owner && ` · ${translate('overview.owner', { name: alarm.owner.name })}`}
                </Typography>
              </Box>
              <Typography variant="caption" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
                <Age time={alarm.raisedAt} zone={place?.timeZone} />
              </Typography>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
