import PlaceOutlined from '@mui/icons-material/PlaceOutlined';
import UnfoldMoreIcon from '@mui/icons-material/UnfoldMore';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useMe } from '../auth/ability';
import { useMunicipalities } from '../data/municipalities';
import { setScope, useScope } from './scope';

/** Chooses the municipality the whole portal looks at. */
export function ScopeSelect() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const { municipalities, isPending } = useMunicipalities();
  const me = useMe();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const all = { id: '', name: me?.tenant.name ?? translate('scope.all') };
  const only = me?.tenant.kind === 'municipality';
  const chosen = municipalities.find((item) => item.id === municipalityId);
  const choose = (id: string): void => {
    setScope({ municipalityId: id || null });
    setAnchor(null);
  };
  return (
    <>
      <Button
        variant="outlined"
        disabled={only}
        aria-haspopup="dialog"
        aria-label={`${translate('scope.label')}: ${chosen?.name ?? all.name}`}
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={<PlaceOutlined sx={{ fontSize: '16px !important' }} />}
        endIcon={only ? undefined : <UnfoldMoreIcon sx={{ fontSize: '16px !important' }} />}
        sx={{ minInlineSize: 0, maxInlineSize: 240, flexShrink: 1, '&.Mui-disabled': { color: 'text.primary' } }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {chosen?.name ?? all.name}
        </Box>
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { inlineSize: 280, padding: 2, marginBlockStart: 1 } } }}
      >
        <Autocomplete
          open
          disablePortal
          disableClearable
          forcePopupIcon={false}
          loading={isPending}
          options={[all, ...municipalities]}
          value={chosen ?? all}
          getOptionKey={(option) => option.id}
          getOptionLabel={(option) => option.name}
          isOptionEqualToValue={(option, value) => option.id === value.id}
          noOptionsText={translate('scope.none')}
          onChange={(_, option) => choose(option.id)}
          onClose={(_, reason) => reason === 'escape' && setAnchor(null)}
          renderInput={(params) => (
            <TextField
              {...params}
              autoFocus
              placeholder={translate('scope.find')}
              aria-label={translate('scope.find')}
            />
          )}
          slots={{ popper: InlinePopper }}
          slotProps={{
            paper: { sx: { boxShadow: 'none', border: 0, marginBlockStart: 1 } },
            listbox: { sx: { padding: 0, maxBlockSize: 320 } },
          }}
        />
      </Popover>
    </>
  );
}

/** The list stands in the popover itself instead of floating above it. */
function InlinePopper({ children }: { children?: unknown }) {
  return <div>{children as never}</div>;
}
