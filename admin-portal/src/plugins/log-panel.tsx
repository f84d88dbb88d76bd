import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { ScrollRegion } from '../components/scroll-region';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { fontSizes } from '../theme/tokens';
import { usePluginLog } from './plugin-data';

/** What an instance said last, newest first. */
export function LogPanel({ id }: { id: string }) {
  const translate = useTranslate();
  const { data, error, isPending, refetch } = usePluginLog(id);
  return (
    <Panel title="plugins.log" flush>
      {error && !data ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : null}
      {isPending && <RowsSkeleton rows={4} />}
      {data?.length === 0 && <EmptyState compact title="plugins.no_log" />}
      {data && data.length > 0 && (
        <ScrollRegion label={translate('plugins.log')}>
          <Box
            component="ol"
            sx={{
              listStyle: 'none',
              margin: 0,
              padding: 0,
              maxBlockSize: 420,
              overflowY: 'auto',
              fontSize: fontSizes.sm,
            }}
          >
            {data.map((line) => (
              <Box
                component="li"
                key={line.id}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: '96px 56px minmax(0, 1fr)',
                  gap: 2,
                  paddingInline: 4,
                  paddingBlock: 1,
                  overflowWrap: 'anywhere',
                }}
              >
                <Box sx={{ color: 'text.secondary' }}>
                  <TimeAgo time={line.at} />
                </Box>
                <Box sx={{ fontWeight: line.level === 'error' || line.level === 'warn' ? 600 : 400 }}>
                  {translate(`plugins.level.${line.level}`)}
                </Box>
                <bdi>{line.message}</bdi>
              </Box>
            ))}
          </Box>
        </ScrollRegion>
      )}
    </Panel>
  );
}
