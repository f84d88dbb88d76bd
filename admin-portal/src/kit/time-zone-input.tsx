import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { required, useInput, useTranslate } from 'ra-core';
import { useFieldText } from './inputs';

const zones: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** An IANA time zone, found by typing. */
export function TimeZoneInput({ source, label }: { source: string; label: string }) {
  const translate = useTranslate();
  const { field, fieldState } = useInput<string>({ source, validate: required() });
  const text = useFieldText(fieldState.error?.message, undefined);
  const value: string = field.value || 'UTC';
  return (
    <Autocomplete
      fullWidth
      disableClearable
      options={zones.includes(value) ? zones : [value, ...zones]}
      value={value}
      onChange={(_, zone) => field.onChange(zone)}
      openText={translate('kit.open')}
      closeText={translate('kit.close')}
      noOptionsText={translate('kit.nothing_found')}
      renderInput={(params) => (
        <TextField {...params} required label={translate(label)} error={fieldState.invalid} helperText={text} />
      )}
    />
  );
}
