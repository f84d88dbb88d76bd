import { type RaRecord, useGetOne, useTranslate } from 'ra-core';
import { useMunicipality } from '../data/municipalities';
import { useCan } from '../auth/ability';

/** Name of a home or reach: municipality, region, or the nation. */
export function ScopeName({ id }: { id: string | null }) {
  const translate = useTranslate();
  const municipality = useMunicipality(id);
  const mayAskRegion = useCan('read', 'Region');
  const region = useGetOne<RaRecord>(
    'regions',
    { id: id ?? '' },
    { enabled: id !== null && !municipality && mayAskRegion, retry: false },
  );
  if (id === null) return <>{translate('kit.nation')}</>;
  return <bdi>{municipality?.name ?? (region.data ? String(region.data.name) : '–')}</bdi>;
}
