import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';

interface FieldProps<T> {
  /** Key of the catalogue. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** Key of the catalogue. */
  help?: string;
}

/** A number with its unit; empty is null. */
export function NumberField({
  label,
  value,
  onChange,
  help,
  unit,
  placeholder,
}: FieldProps<number | null> & { unit?: string; placeholder?: string }) {
  const translate = useTranslate();
  return (
    <TextField
      type="number"
      size="small"
      fullWidth
      label={translate(label)}
      value={value ?? ''}
      placeholder={placeholder}
      helperText={help && translate(help)}
      onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      slotProps={{
        htmlInput: { step: 'any', min: 0, inputMode: 'decimal' },
        inputLabel: placeholder ? { shrink: true } : undefined,
        input: unit ? { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> } : undefined,
      }}
    />
  );
}

/** A date; empty is null. */
export function DateField({ label, value, onChange, help }: FieldProps<string | null>) {
  return <Plain type="date" label={label} value={value} onChange={onChange} help={help} />;
}

/** A time of day. */
export function TimeField({ label, value, onChange, help }: FieldProps<string | null>) {
  return <Plain type="time" label={label} value={value} onChange={onChange} help={help} />;
}

function Plain({ label, value, onChange, help, type }: FieldProps<string | null> & { type: 'date' | 'time' }) {
  const translate = useTranslate();
  return (
    <TextField
      type={type}
      size="small"
      fullWidth
      label={translate(label)}
      value={value ?? ''}
      helperText={help && translate(help)}
      onChange={({ target }) => onChange(target.value || null)}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}
