import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Panel } from '../components/panel';
import { useMunicipalities } from '../data/municipalities';
import { request } from '../data/http';
import { MappingFault } from './mapping-fault';
import { ColumnPreview } from './column-preview';
import { type ImportDraft, draftOf, lacking, mappingOf } from './import-draft';
import type { HistoryImport } from './import-types';
import { LayoutFields, LongFields, TimeFields } from './mapping-fields';
import { WideColumns } from './wide-columns';

/** How the file is to be read: what was found, to be checked and completed. */
export function ColumnsStep({ item, onDone }: { item: HistoryImport; onDone: (item: HistoryImport) => void }) {
  const translate = useTranslate();
  const zones = useMunicipalities().municipalities.map(({ timeZone }) => timeZone);
  const { detected } = item;
  const [draft, setDraft] = useState<ImportDraft | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (detected === null) return null;
  // Where all municipalities share a zone, it is offered; the person sees and may change it.
  const shared = new Set(zones).size === 1 ? (zones[0] ?? null) : null;
  const current = draft ?? draftOf(detected, item.mapping, shared);
  const change = (part: Partial<ImportDraft>): void => setDraft({ ...current, ...part });
  const lack = lacking(current, detected);
  const tryIt = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      await request('PUT', `/imports/${item.id}/mapping`, { body: mappingOf(current, detected) });
      onDone((await request<HistoryImport>('POST', `/imports/${item.id}/dry-run`)).data);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const fields = { draft: current, detected, change };
  return (
    <>
      <Panel title="imports.preview" flush>
        <ColumnPreview {...fields} />
      </Panel>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '1fr 1fr' } }}>
        <Panel title="imports.layout">
          <LayoutFields {...fields} />
        </Panel>
        <Panel title="imports.time">
          <TimeFields {...fields} />
        </Panel>
      </Box>
      {current.form === 'long' ? (
        <Panel title="imports.long_columns">
          <LongFields {...fields} />
        </Panel>
      ) : (
        <Panel title="imports.wide_columns" flush>
          <WideColumns {...fields} />
        </Panel>
      )}
      <MappingFault fault={fault} />
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={lack !== null} loading={busy} onClick={() => void tryIt()}>
          {translate('imports.try')}
        </Button>
        <Box component="span" role="status" sx={{ fontSize: 13, color: 'text.secondary' }}>
          {translate(lack ?? 'imports.try_help')}
        </Box>
      </Box>
    </>
  );
}
