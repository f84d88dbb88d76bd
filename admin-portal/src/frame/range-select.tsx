import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useTranslate } from 'ra-core';
import { RANGES, type RangeName, setScope, useScope } from './scope';

/** How far back charts and lists look. */
export function RangeSelect() {
  const translate = useTranslate();
  const { range } = useScope();
  return (
    <Select<RangeName>
      value={range}
      onChange={(event) => setScope({ range: event.target.value as RangeName })}
      inputProps={{ 'aria-label': translate('frame.range') }}
      sx={{ minBlockSize: 32, blockSize: 32, minInlineSize: 132 }}
    >
      {(Object.keys(RANGES) as RangeName[]).map((name) => (
        <MenuItem key={name} value={name}>
          {translate(`range.${name}`)}
        </MenuItem>
      ))}
    </Select>
  );
}
