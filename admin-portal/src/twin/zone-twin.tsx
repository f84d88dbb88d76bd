import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { AreaTable } from './area-table';
import { SuspectCard } from './suspect-card';
import type { Twin } from './types';
import { useSuspects, useTwins } from './use-twin';

/** What the twin says of a zone: leaks suspected there, and its balance; nothing where no twin knows it. */
export function ZoneTwin({ zone }: { zone: { id: string; municipalityId: string } }) {
  const mayRead = useCan('read', 'Twin');
  const { data } = useTwins(zone.municipalityId, mayRead);
  const twin = data?.data.find(
    ({ zoneId, lastRun }) => zoneId === zone.id || lastRun?.quality.areas.some((area) => area.zoneId === zone.id),
  );
  return mayRead && twin ? <Known zone={zone} twin={twin} /> : null;
}

function Known({ zone, twin }: { zone: { id: string }; twin: Twin }) {
  const translate = useTranslate();
  const { data: suspects } = useSuspects({ twinId: twin.id, open: true });
  const own = (suspects?.data ?? []).filter(({ zoneId }) => zoneId === zone.id);
  return (
    <Panel
      title="twin.one"
      flush
      aside={
        <Link to={`/twins/${twin.id}/show`} style={{ color: 'inherit', fontSize: 13 }}>
          {translate('twin.to_twin')}
        </Link>
      }
    >
      {own.map((suspect) => (
        <div key={suspect.id} style={{ padding: 16 }}>
          <SuspectCard suspect={suspect} />
        </div>
      ))}
      <AreaTable areas={(twin.lastRun?.quality.areas ?? []).filter(({ zoneId }) => zoneId === zone.id)} />
    </Panel>
  );
}
