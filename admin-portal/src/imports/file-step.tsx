import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Panel } from '../components/panel';
import { FileButton } from '../kit/file-button';
import { FormFault } from '../kit/record-form';
import type { HistoryImport } from './import-types';
import { ProgressBar } from './progress-bar';
import { sendFile } from './upload';

const KINDS = '.csv,.tsv,.txt,.ndjson,.jsonl,.xlsx,.gz,text/csv';

/** Asks for the file and sends it. @param unfinished - an import whose file never came whole */
export function FileStep({
  unfinished,
  onDone,
}: {
  unfinished: HistoryImport | null;
  onDone: (item: HistoryImport) => void;
}) {
  const translate = useTranslate();
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const send = async (file: File): Promise<void> => {
    setFault(null);
    setShare(0);
    try {
      onDone(await sendFile(file, setShare));
    } catch (error) {
      setFault(error);
    }
    setShare(null);
  };
  return (
    <Panel title="imports.step.file" sx={{ maxInlineSize: 720 }}>
      <Box sx={{ display: 'grid', gap: 3 }}>
        <Box sx={{ fontSize: 13, color: 'text.secondary' }}>
          {translate(unfinished ? 'imports.file_broken' : 'imports.file_help')}
        </Box>
        {share === null ? (
          <FileButton accept={KINDS} onFile={(file) => void send(file)}>
            {translate('imports.choose')}
          </FileButton>
        ) : (
          <ProgressBar label={translate('imports.sending')} percent={share * 100} resting={false} />
        )}
        <FormFault fault={fault} />
      </Box>
    </Panel>
  );
}
