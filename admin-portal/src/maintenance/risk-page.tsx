import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link, useParams } from 'react-router';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { ErrorState, PageSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import { BreakPanel } from './break-panel';
import { RiskFigures, RiskMeasures, RiskParts, RiskReasons } from './risk-body';
import { kindOf, pageOfThing, type Risk } from './risk-types';

/** One judged thing: how likely it is to fail, why, and what that would mean. */
export function RiskPage() {
  const { kind: named, id = '' } = useParams();
  const kind = kindOf(named);
  const query = useQuery({
    queryKey: ['maintenance', 'risk', kind, id],
    queryFn: ({ signal }) => get<Risk>(kind === 'sensor' ? `/sensors/${id}/health` : `/assets/${id}/risk`, {}, signal),
  });
  if (query.data) return <RiskShown risk={query.data} />;
  if (query.error) {
    return (
      <Page>
        <ErrorState page error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  return <PageSkeleton />;
}

function RiskShown({ risk }: { risk: Risk }) {
  const translate = useTranslate();
  const municipality = useMunicipality(risk.municipalityId);
  return (
    <Page>
      <PageHeader
        title={risk.name}
        subtitle={
          <>
            {[translate(`maintenance.one.${risk.kind}`), risk.code, municipality?.name].filter(Boolean).join(' · ')}
            {' · '}
            {translate('maintenance.computed')} <TimeAgo time={risk.computedAt} zone={municipality?.timeZone ?? null} />
          </>
        }
        actions={
          <Button variant="outlined" component={Link} to={pageOfThing(risk)}>
            {translate(risk.kind === 'sensor' ? 'maintenance.to_sensor' : 'maintenance.to_asset')}
          </Button>
        }
      />
      <Box sx={{ display: 'grid', gap: 4 }}>
        <RiskFigures risk={risk} />
        <Box
          sx={{
            display: 'grid',
            gap: 4,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
            alignItems: 'start',
          }}
        >
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Panel title="maintenance.why">
              <RiskReasons risk={risk} />
              <Box sx={{ fontSize: 12, color: 'text.secondary', marginBlockStart: 3 }}>
                {translate(`maintenance.basis_detail.${risk.basis}`)}
              </Box>
            </Panel>
            {risk.kind === 'pipe' && <BreakPanel assetId={risk.id} />}
          </Box>
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Panel title="maintenance.what">
              <RiskParts risk={risk} />
            </Panel>
            <Panel title="maintenance.figures">
              <RiskMeasures risk={risk} />
            </Panel>
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
