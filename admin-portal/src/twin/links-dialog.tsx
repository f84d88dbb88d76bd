import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { request } from '../data/http';
import { EmptyState } from '../components/states';
import { useAction } from '../kit/use-action';
import { bodyOf, draftsOf, type LinkDraft } from './links-draft';
import { type Twin, type TwinLinks, type Usage, USAGES } from './types';
import { useTwinElements, useTwinRefresh } from './use-twin';

/** Where each sensor stands in the model. */
export function LinksDialog({ twin, links, onClose }: { twin: Twin; links: TwinLinks; onClose: () => void }) {
  const translate = useTranslate();
  const refresh = useTwinRefresh();
  const { run, busy } = useAction();
  const [drafts, setDrafts] = useState(() => draftsOf(links));
  const change = (sensorId: string, part: Partial<LinkDraft>): void =>
    setDrafts((before) => before.map((draft) => (draft.sensorId === sensorId ? { ...draft, ...part } : draft)));
  const save = () =>
    run(async () => {
      await request('PUT', `/twins/${twin.id}/links`, { body: bodyOf(drafts) });
      refresh();
      onClose();
    }, 'twin.links.saved');
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="twin-links">
      <DialogTitle id="twin-links">{translate('twin.links.title')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockEnd: 3 }}>
          {translate('twin.links.help')}
        </Typography>
        {drafts.length === 0 && <EmptyState compact title="twin.links.none" />}
        <Box sx={{ display: 'grid', gap: 4 }}>
          {drafts.map((draft) => (
            <Row
              key={draft.sensorId}
              twinId={twin.id}
              draft={draft}
              onChange={(part) => change(draft.sensorId, part)}
            />
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void save()}>
          {translate('twin.links.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface RowProps {
  twinId: string;
  draft: LinkDraft;
  onChange: (part: Partial<LinkDraft>) => void;
}

function Row({ twinId, draft, onChange }: RowProps) {
  const translate = useTranslate();
  const isFlow = draft.quantity === 'flow';
  const isHigh = draft.quantity === 'pressure' || draft.quantity === 'level';
  return (
    <Box
      role="group"
      aria-label={draft.name}
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { sm: 'minmax(0, 2fr) minmax(0, 2fr) 150px 120px' },
        alignItems: 'center',
      }}
    >
      <Box sx={{ minInlineSize: 0 }}>
        <Typography variant="body2" noWrap title={draft.name}>
          <bdi>{draft.name}</bdi>
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          <bdi>{draft.code}</bdi> · {translate(`quantity.${draft.quantity}`, { _: draft.quantity })}
        </Typography>
      </Box>
      <ElementField twinId={twinId} draft={draft} onChange={onChange} />
      <TextField
        select
        size="small"
        label={translate('twin.residual.usage')}
        value={draft.usage}
        onChange={({ target }) => onChange({ usage: target.value as Usage })}
      >
        {USAGES.map((usage) => (
          <MenuItem key={usage} value={usage}>
            {translate(`twin.usage.${usage}`)}
          </MenuItem>
        ))}
      </TextField>
      {isFlow && (
        <TextField
          select
          size="small"
          label={translate('twin.links.direction')}
          value={draft.direction}
          onChange={({ target }) => onChange({ direction: Number(target.value) as 1 | -1 })}
        >
          <MenuItem value={1}>{translate('twin.links.forward')}</MenuItem>
          <MenuItem value={-1}>{translate('twin.links.backward')}</MenuItem>
        </TextField>
      )}
      {isHigh && (
        <TextField
          type="number"
          size="small"
          label={translate('twin.links.height')}
          value={draft.gaugeHeightM}
          onChange={({ target }) => onChange({ gaugeHeightM: Number(target.value) || 0 })}
          slotProps={{ htmlInput: { step: 'any' } }}
        />
      )}
    </Box>
  );
}

function ElementField({ twinId, draft, onChange }: RowProps) {
  const translate = useTranslate();
  const [text, setText] = useState(draft.elementId);
  const { data } = useTwinElements(twinId, text === draft.elementId ? '' : text, draft.elementKind);
  const options = data?.data ?? [];
  return (
    <Autocomplete
      size="small"
      options={options.map(({ id }) => id)}
      value={draft.elementId === '' ? null : draft.elementId}
      inputValue={text}
      filterOptions={(all) => all}
      isOptionEqualToValue={(option, value) => option === value}
      onInputChange={(_event, value) => setText(value)}
      onChange={(_event, value) => onChange({ elementId: value ?? '' })}
      getOptionLabel={(id) => id}
      renderOption={({ key, ...item }, id) => (
        <Box component="li" key={key} {...item}>
          <bdi>{id}</bdi>&nbsp;
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {options.find((option) => option.id === id)?.assetName}
          </Typography>
        </Box>
      )}
      renderInput={(params) => <TextField {...params} label={translate(`twin.links.${draft.elementKind}`)} />}
    />
  );
}
