import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate, type Validator } from 'ra-core';
import type { ReactNode } from 'react';

/** What all fields of a form take. */
export interface FieldProps {
  source: string;
  /** Key of the catalogue. */
  label: string;
  /** Key of the catalogue: what belongs here. */
  help?: string;
  validate?: Validator | Validator[];
  required?: boolean;
  disabled?: boolean;
  defaultValue?: unknown;
}

/** The sentence under a field: its error, else its help. ra-core wraps some messages in a marker. */
export function useFieldText(error: string | undefined, help: string | undefined): string | undefined {
  const translate = useTranslate();
  if (!error) return help ? translate(help, { _: help }) : undefined;
  if (!error.startsWith('@@react-admin@@')) return translate(error, { _: error });
  const parsed: unknown = JSON.parse(error.slice('@@react-admin@@'.length));
  if (typeof parsed === 'string') return translate(parsed, { _: parsed });
  const { message, args } = parsed as { message: string; args: Record<string, unknown> };
  return translate(message, { _: message, ...args });
}

export interface TextFieldProps extends FieldProps {
  multiline?: boolean;
  rows?: number;
  autoComplete?: string;
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local';
  placeholder?: string;
  mono?: boolean;
}

/** A line (or lines) of text. Empty is null. */
export function TextInput({
  source,
  label,
  help,
  validate,
  required,
  disabled,
  defaultValue = null,
  multiline,
  rows,
  autoComplete = 'off',
  type = 'text',
  placeholder,
  mono,
}: TextFieldProps) {
  const translate = useTranslate();
  const { field, fieldState, id } = useInput({
    source,
    validate,
    defaultValue,
    format: (value: unknown) => (typeof value === 'string' ? value : ''),
    parse: (value: string) => (value === '' ? null : value),
  });
  const text = useFieldText(fieldState.error?.message, help);
  const dated = type === 'date' || type === 'datetime-local';
  return (
    <TextField
      {...field}
      id={id}
      fullWidth
      type={type}
      required={required}
      disabled={disabled}
      multiline={multiline}
      minRows={rows}
      maxRows={rows ? rows * 2 : undefined}
      label={translate(label, { _: label })}
      placeholder={placeholder}
      autoComplete={autoComplete}
      error={fieldState.invalid}
      helperText={text}
      slotProps={{
        inputLabel: dated ? { shrink: true } : undefined,
        htmlInput: { 'aria-required': required, style: mono ? { fontFamily: 'ui-monospace, monospace' } : undefined },
      }}
    />
  );
}

export interface NumberFieldProps extends FieldProps {
  /** Unit after the number, as people write it. */
  unit?: string;
  step?: number;
  min?: number;
  max?: number;
}

/** A number with its unit. Empty is null. */
export function NumberInput({
  source,
  label,
  help,
  validate,
  required,
  disabled,
  defaultValue = null,
  unit,
  step,
  min,
  max,
}: NumberFieldProps) {
  const translate = useTranslate();
  const { field, fieldState, id } = useInput({
    source,
    validate,
    defaultValue,
    format: (value: unknown) => (typeof value === 'number' ? String(value) : ''),
    parse: (value: string) => (value === '' ? null : Number(value)),
  });
  return (
    <TextField
      {...field}
      id={id}
      fullWidth
      type="number"
      required={required}
      disabled={disabled}
      label={translate(label, { _: label })}
      error={fieldState.invalid}
      helperText={useFieldText(fieldState.error?.message, help)}
      slotProps={{
        htmlInput: { step: step ?? 'any', min, max, inputMode: 'decimal' },
        input: unit ? { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> } : undefined,
      }}
    />
  );
}

export interface Choice {
  value: string;
  /** Text, already translated. */
  text: string;
  icon?: ReactNode;
}

export interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[];
  /** May be left empty (null). */
  clearable?: boolean;
  multiple?: boolean;
}

/** One (or several) of a short list. */
export function SelectInput({
  source,
  label,
  help,
  validate,
  required,
  disabled,
  defaultValue = null,
  choices,
  clearable,
  multiple = false,
}: SelectFieldProps) {
  const translate = useTranslate();
  const { field, fieldState, id } = useInput({
    source,
    validate,
    defaultValue: multiple ? (defaultValue ?? []) : defaultValue,
    format: (value: unknown) => value ?? (multiple ? [] : ''),
    parse: (value: unknown) => (value === '' ? null : value),
  });
  return (
    <TextField
      {...field}
      id={id}
      select
      fullWidth
      required={required}
      disabled={disabled}
      label={translate(label, { _: label })}
      error={fieldState.invalid}
      helperText={useFieldText(fieldState.error?.message, help)}
      slotProps={{ select: { multiple } }}
    >
      {clearable && !multiple && <MenuItem value="">–</MenuItem>}
      {choices.map(({ value, text, icon }) => (
        <MenuItem key={value} value={value}>
          {icon}
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Yes or no. */
export function SwitchInput({ source, label, help, disabled, defaultValue = false }: FieldProps) {
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source, defaultValue });
  const text = useFieldText(fieldState.error?.message, help);
  return (
    <div>
      <FormControlLabel
        disabled={disabled}
        control={
          <Switch
            checked={Boolean(field.value)}
            onChange={(_, checked) => field.onChange(checked)}
            name={field.name}
            slotProps={{ input: { ref: field.ref } }}
            size="small"
          />
        }
        label={translate(label, { _: label })}
        slotProps={{ typography: { variant: 'body2' } }}
        sx={{ marginInlineStart: 0, gap: 2 }}
      />
      {text && <FormHelperText error={fieldState.invalid}>{text}</FormHelperText>}
    </div>
  );
}
