import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { Choice } from './inputs';

export interface QuickSelectProps {
  /** Text, already translated; also shown when nothing is chosen. */
  label: string;
  value: readonly string[];
  choices: readonly Choice[];
  onChange: (value: string[]) => void;
}

/** A small select beside the search: one value or all. */
export function QuickSelect({ label, value, choices, onChange }: QuickSelectProps) {
  return (
    <Select
      displayEmpty
      value={value[0] ?? ''}
      onChange={(event) => onChange(event.target.value ? [event.target.value] : [])}
      inputProps={{ 'aria-label': label }}
      sx={{ minBlockSize: 36, blockSize: 36, minInlineSize: 140 }}
    >
      <MenuItem value="">{label}</MenuItem>
      {choices.map(({ value: item, text, icon }) => (
        <MenuItem key={item} value={item}>
          {icon}
          {text}
        </MenuItem>
      ))}
    </Select>
  );
}
