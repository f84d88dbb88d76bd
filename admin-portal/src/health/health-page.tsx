import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { ScrollRegion } from '../components/scroll-region';
import { StateChip } from '../components/state-chip';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { fontSizes } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { type Dependency, type JobsState, useJobs, useReadiness } from './health-data';
import { dependencyName, labelledDetails } from './health-text';
import { JobsTable } from './jobs-table';

const tones = { up: 'good', degraded: 'medium', down: 'critical' } as const;

/** Does the platform work: what it depends on, and its background work. */
export function HealthPage() {
  const translate = useTranslate();
  const readiness = useReadiness();
  const jobs = useJobs();
  const dependencies = Object.entries(readiness.data?.dependencies ?? {}).toSorted(([, a], [, b]) => rank(a) - rank(b));
  const faulty = dependencies.filter(([, { status }]) => status !== 'up').length;
  return (
    <Page>
      <PageHeader
        title="health.title"
        subtitle={
          readiness.data &&
          translate(faulty > 0 ? 'health.faulty' : 'health.all_up', { smart_count: faulty, count: faulty })
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 5fr) minmax(0, 7fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3 }}>
          <Panel title="health.dependencies" flush>
            {readiness.error && !readiness.data ? (
              <ErrorState compact error={readiness.error} onRetry={() => void readiness.refetch()} />
            ) : null}
            {readiness.isPending && <RowsSkeleton rows={4} />}
            <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {dependencies.map(([name, dependency]) => (
                <DependencyRow key={name} name={name} dependency={dependency} />
              ))}
            </Box>
          </Panel>
          {jobs.data && <Queues queues={jobs.data.queues} store={jobs.data.store} />}
        </Box>
        <Panel title="health.jobs" flush>
          {jobs.error && !jobs.data ? (
            <ErrorState compact error={jobs.error} onRetry={() => void jobs.refetch()} />
          ) : null}
          {jobs.isPending && <RowsSkeleton rows={6} />}
          {jobs.data?.jobs.length === 0 && <EmptyState compact title="health.no_jobs" />}
          {jobs.data && jobs.data.jobs.length > 0 && <JobsTable jobs={jobs.data.jobs} />}
        </Panel>
      </Box>
    </Page>
  );
}

const rank = ({ status }: Dependency): number => ['down', 'degraded', 'up'].indexOf(status);

function DependencyRow({ name, dependency }: { name: string; dependency: Dependency }) {
  const translate = useTranslate();
  const colors = useColors();
  const format = useFormat();
  const details = labelledDetails(dependency, { translate, format });
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 3,
        alignItems: 'center',
        minBlockSize: 44,
        paddingInline: 4,
        paddingBlock: 1.5,
        borderBlockEnd: `1px solid ${colors.line}`,
        '&:last-child': { borderBlockEnd: 0 },
      }}
    >
      <Box sx={{ flex: 1, minInlineSize: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {dependencyName(name, translate)}
        </Typography>
        {details.length > 0 && (
          <Box
            component="dl"
            sx={{
              margin: 0,
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 4,
              fontSize: fontSizes.xs,
              color: 'text.secondary',
            }}
          >
            {details.map(({ key, label, value }) => (
              <Box key={key} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
                <dt>{label}</dt>
                <Box component="dd" sx={{ margin: 0, overflowWrap: 'anywhere', color: 'text.primary' }}>
                  <bdi>{value}</bdi>
                </Box>
              </Box>
            ))}
          </Box>
        )}
      </Box>
      <StateChip tone={tones[dependency.status] ?? 'neutral'}>
        {translate(`health.status.${dependency.status}`)}
      </StateChip>
    </Box>
  );
}

function Queues({ queues, store }: Pick<JobsState, 'queues' | 'store'>) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Panel
      title="health.queues"
      flush
      aside={
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate(`health.store.${store}`)}
        </Typography>
      }
    >
      <ScrollRegion label={translate('health.queues')}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('health.queue')}</TableCell>
              {(['waiting', 'active', 'delayed', 'failed'] as const).map((name) => (
                <TableCell key={name} align="right">
                  {translate(`health.${name}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {queues.map((queue) => (
              <TableRow key={queue.name}>
                <TableCell>{translate(`health.queue_name.${queue.name}`, { _: queue.name })}</TableCell>
                <TableCell align="right">{format.number(queue.waiting)}</TableCell>
                <TableCell align="right">{format.number(queue.active)}</TableCell>
                <TableCell align="right">{format.number(queue.delayed)}</TableCell>
                <TableCell align="right">
                  {queue.failed > 0 ? (
                    <StateChip tone="high">{format.number(queue.failed)}</StateChip>
                  ) : (
                    format.number(0)
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollRegion>
    </Panel>
  );
}
