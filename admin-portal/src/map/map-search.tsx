import SearchIcon from '@mui/icons-material/Search';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { type SearchHit, useSearch } from '../palette/use-search';

/** Finds a sensor, asset, zone or municipality and takes the map there. */
export function MapSearch({ onFound }: { onFound: (hit: SearchHit) => void }) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  const { hits, isFetching } = useSearch(text);
  const onMap = hits.filter((hit) => hit.kind !== 'device');
  return (
    <Autocomplete<SearchHit>
      size="small"
      blurOnSelect
      clearOnBlur={false}
      forcePopupIcon={false}
      value={null}
      inputValue={text}
      onInputChange={(_, value, reason) => reason !== 'reset' && setText(value)}
      options={onMap}
      filterOptions={(options) => options}
      loading={isFetching}
      open={text.trim().length > 0 ? undefined : false}
      noOptionsText={translate('palette.nothing')}
      loadingText={translate('palette.searching')}
      getOptionKey={(hit) => `${hit.kind}:${hit.id}`}
      getOptionLabel={(hit) => hit.name}
      groupBy={(hit) => translate(`palette.kind.${hit.kind}`)}
      onChange={(_, hit) => {
        if (!hit) return;
        setText(hit.name);
        onFound(hit);
      }}
      renderOption={({ key, ...item }, hit) => (
        <Box component="li" key={key} {...item}>
          <Box sx={{ minInlineSize: 0 }}>
            <Typography variant="body2" noWrap>
              {hit.name}
            </Typography>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {hit.code}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={translate('map.find')}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': translate('map.find') },
            input: {
              ...params.slotProps.input,
              startAdornment: (
                <InputAdornment position="start" sx={{ marginInlineEnd: 0, marginInlineStart: 1 }}>
                  <SearchIcon sx={{ fontSize: 16 }} />
                </InputAdornment>
              ),
            },
          }}
        />
      )}
      sx={{ inlineSize: { xs: 'calc(100vw - 88px)', sm: 280 } }}
    />
  );
}
