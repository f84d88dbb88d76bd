import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate, type Validator } from 'ra-core';
import { type ReactNode, useState } from 'react';

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

/** Between the number a form holds and the one that is typed. */
export interface NumberScale {
  toShown: (stored: number) => number;
  toStored: (shown: number) => number;
}

export interface NumberFieldProps extends FieldProps {
  /** Unit after the number, as people write it. */
  unit?: string;
  step?: number;
  min?: number;
  max?: number;
  /** The number is typed in another unit than the form holds it in. */
  scale?: NumberScale;
}

const same: NumberScale = { toShown: (stored) => stored, toStored: (shown) => shown };

/** Without the dust that conversions leave. */
const tidy = (value: number, digits: number): number => Number(value.toPrecision(digits));

/**
 * A number as it is typed: the text stays as written (`2.0` on the way to `2.05`) while it means the number held.
 * An emptied field means `whenEmpty`.
 */
export function useTypedNumber(
  held: unknown,
  onChange: (held: number | null) => void,
  { toShown, toStored }: NumberScale = same,
  whenEmpty: number | null = null,
): [text: string, type: (text: string) => void] {
  const [written, setWritten] = useState<string | null>(null);
  const meaning = (text: string): number | null => (text === '' ? whenEmpty : tidy(toStored(Number(text)), 12));
  const number = typeof held === 'number' ? held : null;
  const asHeld = number === null ? '' : String(tidy(toShown(number), 10));
  const type = (text: string): void => {
    setWritten(text);
    onChange(meaning(text));
  };
  return [written !== null && meaning(written) === number ? written : asHeld, type];
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
  scale,
}: NumberFieldProps) {
  const translate = useTranslate();
  const { field, fieldState, id } = useInput({
    source,
    validate,
    defaultValue,
    format: (value: unknown) => value,
    parse: (value: unknown) => value,
  });
  const [text, type] = useTypedNumber(field.value, field.onChange, scale);
  return (
    <TextField
      {...field}
      value={text}
      onChange={(event) => type(event.target.value)}
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
        // A unit stands in the field from the start; its label would run into it.
        inputLabel: unit ? { shrink: true } : undefined,
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
