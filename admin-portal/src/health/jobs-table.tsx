import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { ScrollRegion } from '../components/scroll-region';
import { StateChip } from '../components/state-chip';
import { TimeAgo } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import type { JobsState } from './health-data';
import { scheduleText } from './health-text';

/** Background work: what it is, when it runs, how it went. */
export function JobsTable({ jobs }: Pick<JobsState, 'jobs'>) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <ScrollRegion label={translate('health.jobs')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{translate('health.job')}</TableCell>
            <TableCell>{translate('health.schedule')}</TableCell>
            <TableCell>{translate('health.last_run')}</TableCell>
            <TableCell align="right">{translate('health.took')}</TableCell>
            <TableCell>{translate('health.next_run')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {jobs.map((job) => (
            <TableRow key={job.name}>
              <TableCell sx={{ paddingBlock: 2 }}>
                <Typography variant="body2" sx={{ fontWeight: 500 }}>
                  {translate(`health.job_name.${job.name}`, { _: job.name })}
                </Typography>
                <Typography variant="caption" component="p" sx={{ color: 'text.secondary', minInlineSize: 160 }}>
                  {job.lastRun?.error ?? job.description}
                </Typography>
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{scheduleText(job.schedule, { translate, format })}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {job.lastRun ? (
                  <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
                    {job.lastRun.outcome === 'failed' && (
                      <StateChip tone="high">{translate('health.run_failed')}</StateChip>
                    )}
                    <TimeAgo time={job.lastRun.finishedAt} />
                  </Box>
                ) : (
                  translate('health.never')
                )}
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {job.lastRun
                  ? format.number(job.lastRun.milliseconds, {
                      style: 'unit',
                      unit: 'millisecond',
                      unitDisplay: 'short',
                      maximumFractionDigits: 0,
                    })
                  : '–'}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <TimeAgo time={job.nextRunAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}
