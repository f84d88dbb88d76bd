import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useScope } from '../frame/scope';
import { SuspectCard } from './suspect-card';
import type { LeakSuspect } from './types';
import { useSuspects } from './use-twin';

/** Where leaks are suspected, newest first. */
export function SuspectPage() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const [open, setOpen] = useState(true);
  const { data, error, refetch } = useSuspects({ municipalityId, open });
  return (
    <Page>
      <PageHeader
        title="twin.suspects.title"
        subtitle={translate('twin.suspects.subtitle')}
        actions={
          <ToggleButtonGroup
            size="small"
            exclusive
            value={open}
            aria-label={translate('twin.suspects.which_ones')}
            onChange={(_event, chosen: boolean | null) => chosen !== null && setOpen(chosen)}
          >
            <ToggleButton value>{translate('twin.suspects.open')}</ToggleButton>
            <ToggleButton value={false}>{translate('twin.suspects.past')}</ToggleButton>
          </ToggleButtonGroup>
        }
      />
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsSkeleton rows={6} />
      ) : (
        <Suspects suspects={data.data} />
      )}
    </Page>
  );
}

/** Suspicions below each other. */
export function Suspects({ suspects }: { suspects: readonly LeakSuspect[] }) {
  if (suspects.length === 0)
    return <EmptyState compact title="twin.suspects.none" detail="twin.suspects.none_detail" />;
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      {suspects.map((suspect) => (
        <Panel key={suspect.id}>
          <SuspectCard suspect={suspect} heading="h2" />
        </Panel>
      ))}
    </Box>
  );
}
