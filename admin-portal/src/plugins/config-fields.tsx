import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type ConfigField, type Draft, textOf } from './schema-fields';

export interface ConfigFieldsProps {
  fields: readonly ConfigField[];
  draft: Draft;
  /** What is wrong, by field: a key of the catalogue or a sentence of the API. */
  faults: Readonly<Record<string, string>>;
  /** Secret fields that have a value. */
  secretsSet: readonly string[];
  onChange: (draft: Draft) => void;
}

/** The fields of a plugin's configuration, made from its schema. */
export function ConfigFields({ fields, draft, faults, secretsSet, onChange }: ConfigFieldsProps) {
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={draft[field.name] ?? ''}
          fault={faults[field.name]}
          isSet={secretsSet.includes(field.name)}
          onChange={(value) => onChange({ ...draft, [field.name]: value })}
        />
      ))}
    </Box>
  );
}

interface FieldInputProps {
  field: ConfigField;
  value: string | boolean;
  fault: string | undefined;
  isSet: boolean;
  onChange: (value: string | boolean) => void;
}

function FieldInput({ field, value, fault, isSet, onChange }: FieldInputProps) {
  const translate = useTranslate();
  const { label, help, kind, secret, required, fallback, choices } = field;
  const shown = fault === undefined ? help : translate(fault, { _: fault });
  if (kind === 'boolean') {
    return (
      <Box>
        <FormControlLabel
          control={<Switch checked={value === true} onChange={(event) => onChange(event.target.checked)} />}
          label={label}
        />
        {shown && <FormHelperText error={fault !== undefined}>{shown}</FormHelperText>}
      </Box>
    );
  }
  const placeholder = fallback === undefined || secret ? undefined : textOf(fallback);
  return (
    <TextField
      fullWidth
      label={label}
      value={value}
      required={required && !isSet}
      error={fault !== undefined}
      helperText={shown}
      select={kind === 'choice'}
      multiline={kind === 'json'}
      maxRows={16}
      type={secret && kind === 'text' ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      placeholder={isSet ? translate('plugins.secret_set') : placeholder}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        inputLabel: isSet || placeholder !== undefined ? { shrink: true } : {},
        htmlInput: { dir: 'ltr', ...(kind === 'number' && { inputMode: 'decimal' }) },
      }}
    >
      {!required && <MenuItem value="">{translate('plugins.by_default')}</MenuItem>}
      {choices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {choice}
        </MenuItem>
      ))}
    </TextField>
  );
}
