import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { StateChip } from '../components/state-chip';
import { EmptyState } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import { fontSizes } from '../theme/tokens';
import { type PluginInstance, TONES } from './plugin-data';
import { inWords } from './schema-fields';

/** How the instance is in each process that runs it, and where providers reach it. */
export function ProcessesPanel({ instance }: { instance: PluginInstance }) {
  const translate = useTranslate();
  const { processes, capabilities, hookUrl } = instance;
  return (
    <Panel title="plugins.processes" flush>
      {processes.length === 0 && <EmptyState compact title="plugins.no_process" />}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {processes.map((process) => (
          <ProcessRow key={process.process} process={process} />
        ))}
      </Box>
      {capabilities.includes('http-mount') && (
        <Box sx={{ paddingInline: 4, paddingBlock: 3 }}>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
            {translate('plugins.hook')}
          </Typography>
          <Typography variant="body2" dir="ltr" sx={{ overflowWrap: 'anywhere' }}>
            {hookUrl}
          </Typography>
        </Box>
      )}
    </Panel>
  );
}

function ProcessRow({ process }: { process: PluginInstance['processes'][number] }) {
  const translate = useTranslate();
  const format = useFormat();
  const details = Object.entries(process.details);
  return (
    <Box component="li" sx={{ paddingInline: 4, paddingBlock: 2, borderBlockEnd: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Typography variant="body2" sx={{ flex: 1, fontWeight: 500, overflowWrap: 'anywhere' }}>
          <bdi>{process.process}</bdi>
        </Typography>
        <StateChip tone={TONES[process.status]}>{translate(`plugins.status.${process.status}`)}</StateChip>
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
        {translate('plugins.since')} <TimeAgo time={process.since} /> · {translate('plugins.restarts')}{' '}
        {format.number(process.restarts)}
      </Typography>
      {process.reason !== null && (
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          <bdi>{process.reason}</bdi>
        </Typography>
      )}
      {details.length > 0 && (
        <Box component="dl" sx={{ margin: 0, display: 'flex', flexWrap: 'wrap', columnGap: 4, fontSize: fontSizes.xs }}>
          {details.map(([key, value]) => (
            <Box key={key} sx={{ display: 'flex', columnGap: 1.5 }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {inWords(key)}
              </Box>
              <Box component="dd" sx={{ margin: 0, overflowWrap: 'anywhere' }}>
                <bdi>{String(value)}</bdi>
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
