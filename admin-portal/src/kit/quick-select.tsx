import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { Choice } from './inputs';
import type { ListState } from './list-state';

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

export interface FilterSelectProps {
  /** Name of the filter in the address and in the query. */
  name: string;
  /** Text, already translated: nothing chosen. */
  all: string;
  choices: readonly Choice[];
  state: ListState;
  change: (change: Partial<ListState>) => void;
}

/** A {@link QuickSelect} that narrows a list by one of its filters. */
export function FilterSelect({ name, all, choices, state, change }: FilterSelectProps) {
  return (
    <QuickSelect
      label={all}
      value={state.filters[name] ?? []}
      choices={choices}
      onChange={(value) => change({ filters: { ...state.filters, [name]: value } })}
    />
  );
}
