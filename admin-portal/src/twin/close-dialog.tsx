import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../data/http';
import { useAction } from '../kit/use-action';
import type { LeakSuspect } from './types';
import { useTwinRefresh } from './use-twin';

/** Says what a crew found where a leak was suspected. */
export function CloseDialog({ suspect, onClose }: { suspect: LeakSuspect; onClose: () => void }) {
  const translate = useTranslate();
  const refresh = useTwinRefresh();
  const { run, busy } = useAction();
  const [outcome, setOutcome] = useState<'confirmed' | 'not_found'>('confirmed');
  const [assetId, setAssetId] = useState('');
  const [comment, setComment] = useState('');
  const save = () =>
    run(async () => {
      await post(`/leak-suspects/${suspect.id}/close`, {
        outcome,
        ...(outcome === 'confirmed' && assetId !== '' && { assetId }),
        ...(comment.trim() !== '' && { comment }),
      });
      refresh();
      onClose();
    }, 'twin.suspects.closed');
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="close-suspect">
      <DialogTitle id="close-suspect">{translate('twin.suspects.close')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <RadioGroup
          aria-label={translate('twin.suspects.close')}
          value={outcome}
          onChange={(_event, value) => setOutcome(value as typeof outcome)}
        >
          <FormControlLabel
            value="confirmed"
            control={<Radio />}
            label={translate('twin.suspects.outcome.confirmed')}
          />
          <FormControlLabel
            value="not_found"
            control={<Radio />}
            label={translate('twin.suspects.outcome.not_found')}
          />
        </RadioGroup>
        {outcome === 'confirmed' && (
          <TextField
            select
            size="small"
            label={translate('twin.suspects.which')}
            value={assetId}
            onChange={({ target }) => setAssetId(target.value)}
          >
            <MenuItem value="">{translate('twin.suspects.other_pipe')}</MenuItem>
            {suspect.pipes.flatMap(({ assetId: id, name, elementId }) =>
              id === null
                ? []
                : [
                    <MenuItem key={id} value={id}>
                      {name} ({elementId})
                    </MenuItem>,
                  ],
            )}
          </TextField>
        )}
        <TextField
          size="small"
          multiline
          minRows={2}
          label={translate('twin.suspects.comment')}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void save()}>
          {translate('twin.suspects.close_action')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
