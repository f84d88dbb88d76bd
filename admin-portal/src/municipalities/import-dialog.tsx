import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../data/http';
import type { Municipality } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { FileButton } from '../kit/file-button';
import { PositionFields } from '../kit/location-input';
import { MiniMap } from '../kit/mini-map';
import { FormFault } from '../kit/record-form';
import { ImportResult, type NetworkImportResult } from './import-result';
import { boundsShape, importBody, type ImportDraft, MAX_INP_CHARACTERS } from './import-body';

export interface ImportDialogProps {
  municipality: Municipality;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Brings an EPANET network into a municipality: choose the file, place it, look at the trial run, import. */
export function ImportDialog({ open, ...props }: ImportDialogProps) {
  return (
    <Dialog open={open} onClose={props.onClose} maxWidth="md" fullWidth aria-labelledby="import-title">
      {open && <ImportForm {...props} />}
    </Dialog>
  );
}

function ImportForm({ municipality, onClose, onDone }: Omit<ImportDialogProps, 'open'>) {
  const translate = useTranslate();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<ImportDraft>({
    fileName: '',
    inp: '',
    anchor: municipality.center,
    metresPerUnit: 1,
    rotationDeg: 0,
    zoneName: '',
    replace: false,
  });
  const [trial, setTrial] = useState<NetworkImportResult | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<ImportDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setTrial(null);
    setFault(null);
  };
  const tooLong = draft.inp.length > MAX_INP_CHARACTERS;
  const ready = draft.inp !== '' && !tooLong && draft.anchor !== null && draft.metresPerUnit > 0 && !busy;
  const call = async (dryRun: boolean): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const result = await post<NetworkImportResult>(
        `/municipalities/${municipality.id}/network-import`,
        importBody(draft, dryRun),
      );
      if (dryRun) setTrial(result);
      else {
        notify('municipalities.import.done', { type: 'success' });
        void queryClient.invalidateQueries();
        onDone();
        onClose();
      }
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <>
      <DialogTitle id="import-title">
        {translate('municipalities.import.title', { name: municipality.name })}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', flexWrap: 'wrap' }}>
          <FileButton
            accept=".inp,text/plain"
            onFile={(file) => void file.text().then((inp) => change({ inp, fileName: file.name }))}
          >
            {translate('municipalities.import.choose')}
          </FileButton>
          <Box component="span" sx={{ fontSize: 13, color: 'text.secondary' }}>
            {draft.fileName ? (
              <bdi>{`${draft.fileName} · ${format.number(draft.inp.length / 1024, { maximumFractionDigits: 0 })} kB`}</bdi>
            ) : (
              translate('municipalities.import.no_file')
            )}
          </Box>
        </Box>
        {tooLong && <Alert severity="error">{translate('municipalities.import.too_long')}</Alert>}
        <Box>
          <Box sx={{ fontSize: 13, marginBlockEnd: 2 }}>{translate('municipalities.import.place_help')}</Box>
          <MiniMap
            label={translate('municipalities.import.place')}
            height={260}
            center={municipality.center}
            context={municipality.boundary ? [municipality.boundary] : []}
            shapes={trial ? [boundsShape(trial.bounds)] : []}
            marks={
              draft.anchor
                ? [{ at: draft.anchor, kind: 'normal', label: translate('municipalities.import.anchor') }]
                : []
            }
            onPick={(anchor) => change({ anchor })}
          />
        </Box>
        <PositionFields value={draft.anchor} onChange={(anchor) => change({ anchor })} />
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}>
          <TextField
            type="number"
            label={translate('municipalities.import.scale')}
            helperText={translate('municipalities.import.scale_help')}
            value={draft.metresPerUnit}
            onChange={(event) => change({ metresPerUnit: Number(event.target.value) })}
            slotProps={{ htmlInput: { min: 0, step: 'any' } }}
          />
          <TextField
            type="number"
            label={translate('municipalities.import.rotation')}
            helperText={translate('municipalities.import.rotation_help')}
            value={draft.rotationDeg}
            onChange={(event) => change({ rotationDeg: Number(event.target.value) })}
            slotProps={{ htmlInput: { min: -360, max: 360, step: 'any' } }}
          />
          <TextField
            label={translate('municipalities.import.zone')}
            helperText={translate('municipalities.import.zone_help')}
            value={draft.zoneName}
            onChange={(event) => change({ zoneName: event.target.value })}
          />
        </Box>
        <FormControlLabel
          control={<Switch size="small" checked={draft.replace} onChange={(_, replace) => change({ replace })} />}
          label={translate('municipalities.import.replace')}
          slotProps={{ typography: { variant: 'body2' } }}
          sx={{ marginInlineStart: 0, gap: 2 }}
        />
        <FormFault fault={fault} />
        {trial && <ImportResult result={trial} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="outlined" disabled={!ready} loading={busy && !trial} onClick={() => void call(true)}>
          {translate('municipalities.import.check')}
        </Button>
        <Button
          variant="contained"
          disabled={!ready || !trial}
          loading={busy && Boolean(trial)}
          onClick={() => void call(false)}
        >
          {translate('municipalities.import.go')}
        </Button>
      </DialogActions>
    </>
  );
}
