import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import { LocalTime, TimeAgo } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useFormat } from '../i18n/use-format';
import { MiniMap } from '../kit/mini-map';
import { CloseDialog } from './close-dialog';
import { SuspectText } from './suspect-text';
import type { LeakSuspect } from './types';

const SHOWN_PIPES = 5;

/** One suspected leak: how much, since when, where, and what to do about it. */
export function SuspectCard({
  suspect,
  withMap = true,
  heading = 'h3',
}: {
  suspect: LeakSuspect;
  withMap?: boolean;
  /** Level of its heading where it stands. */
  heading?: 'h2' | 'h3';
}) {
  const translate = useTranslate();
  const format = useFormat();
  const [closing, setClosing] = useState(false);
  const mayClose = useCan('update', 'Twin') && suspect.state === 'open';
  const municipality = useMunicipality(suspect.municipalityId);
  const zone = municipality?.timeZone;
  return (
    <Box
      component="article"
      sx={{ display: 'grid', gap: 3, gridTemplateColumns: { md: withMap ? '1fr 280px' : '1fr' } }}
    >
      <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minInlineSize: 0 }}>
        <Typography variant="h3" component={heading} sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
          {suspect.state === 'open' && <PriorityMark kind="high" size={14} />}
          <bdi>{suspect.zoneName ?? municipality?.name}</bdi>
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('twin.suspects.since')} <LocalTime time={suspect.beganAt} zone={zone} /> (
          <TimeAgo time={suspect.beganAt} zone={zone} />)
          {suspect.endedAt && (
            <>
              {' · '}
              {translate('twin.suspects.ended')} <LocalTime time={suspect.endedAt} zone={zone} />
            </>
          )}
          {suspect.state !== 'open' && ` · ${translate(`twin.suspects.outcome.${suspect.state}`)}`}
        </Typography>
        <Typography variant="body2">
          <SuspectText suspect={suspect} />
        </Typography>
        {suspect.pipes.length > 0 && (
          <Box component="ol" sx={{ margin: 0, paddingInlineStart: 5, fontSize: 13 }}>
            {suspect.pipes.slice(0, SHOWN_PIPES).map(({ assetId, elementId, name, probability }) => (
              <li key={elementId}>
                {assetId ? (
                  <Link to={`/assets/${assetId}/show`} style={{ color: 'inherit' }}>
                    {name}
                  </Link>
                ) : (
                  name
                )}{' '}
                <bdi>{elementId}</bdi> · {format.number(probability, { style: 'percent', maximumFractionDigits: 1 })}
              </li>
            ))}
          </Box>
        )}
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {withMap && (
            <Button variant="outlined" component={Link} to={`/map?sel=suspect:${suspect.id}`}>
              {translate('twin.suspects.on_map')}
            </Button>
          )}
          {mayClose && (
            <Button variant="outlined" onClick={() => setClosing(true)}>
              {translate('twin.suspects.close_action')}
            </Button>
          )}
        </Box>
      </Box>
      {withMap && suspect.area && (
        <MiniMap
          label={translate('twin.suspects.map', { name: suspect.zoneName ?? '' })}
          height={180}
          shapes={[suspect.area]}
        />
      )}
      {closing && <CloseDialog suspect={suspect} onClose={() => setClosing(false)} />}
    </Box>
  );
}
