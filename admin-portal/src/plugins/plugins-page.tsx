import ExtensionOutlined from '@mui/icons-material/ExtensionOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { AddDialog } from './add-dialog';
import { InstanceTable } from './instance-table';
import { KINDS, type PluginInstance, useInstances, usePlugins } from './plugin-data';

const isFaulty = ({ status, needsConfirmation, disabledReason }: PluginInstance): boolean =>
  status === 'down' || status === 'degraded' || needsConfirmation || disabledReason !== null;

/** What speaks to devices, reads payloads and carries messages out: is it up, and what is installed. */
export function PluginsPage() {
  const translate = useTranslate();
  const instances = useInstances();
  const plugins = usePlugins();
  const mayChange = useCan('update', 'System');
  const [adding, setAdding] = useState(false);
  const faulty = instances.data?.filter(isFaulty).length ?? 0;
  const add = mayChange && (
    <Button variant="contained" onClick={() => setAdding(true)}>
      {translate('plugins.add')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title="plugins.title"
        subtitle={
          instances.data &&
          translate(faulty > 0 ? 'plugins.faulty' : 'plugins.all_well', { smart_count: faulty, count: faulty })
        }
        actions={add}
      />
      <Box sx={{ display: 'grid', gap: 3 }}>
        {instances.error && !instances.data ? (
          <ErrorState error={instances.error} onRetry={() => void instances.refetch()} />
        ) : null}
        {instances.isPending && <RowsSkeleton rows={6} />}
        {instances.data &&
          KINDS.map((kind) => {
            const rows = instances.data.filter((instance) => instance.kind === kind);
            const label = translate(`plugins.kinds.${kind}`);
            return (
              <Panel key={kind} title={label} flush>
                {rows.length === 0 ? (
                  <EmptyState compact title={`plugins.none.${kind}`} />
                ) : (
                  <InstanceTable label={label} instances={rows} />
                )}
              </Panel>
            );
          })}
        <Leftovers instances={instances.data ?? []} />
        {plugins.data && plugins.data.refused.length > 0 && <Refused refused={plugins.data.refused} />}
      </Box>
      {adding && <AddDialog plugins={plugins.data?.data ?? []} onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Instances whose plugin is not installed any more. */
function Leftovers({ instances }: { instances: readonly PluginInstance[] }) {
  const translate = useTranslate();
  const rows = instances.filter(({ kind }) => kind === null);
  if (rows.length === 0) return null;
  return (
    <Panel title="plugins.leftovers" flush>
      <InstanceTable label={translate('plugins.leftovers')} instances={rows} />
    </Panel>
  );
}

function Refused({ refused }: { refused: readonly { folder: string; reason: string }[] }) {
  return (
    <Panel title="plugins.refused">
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 3 }}>
        {refused.map(({ folder, reason }) => (
          <Box component="li" key={folder} sx={{ display: 'flex', gap: 2, minInlineSize: 0 }}>
            <ExtensionOutlined sx={{ color: 'text.disabled' }} aria-hidden />
            <Box sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
              <Typography variant="body2" dir="ltr" sx={{ fontWeight: 500 }}>
                {folder}
              </Typography>
              <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
                {reason}
              </Typography>
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
