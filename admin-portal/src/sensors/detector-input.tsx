import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { type NumberScale, useTypedNumber } from '../kit/inputs';

export interface DetectorInputProps {
  source: string;
  /** Key of the catalogue. */
  label: string;
  /** After the number. */
  unit: string;
  /** Offered when an own value is chosen, as the form holds it. */
  start: number;
  /** The number is typed in another unit than the form holds it in. */
  scale?: NumberScale;
}

/** A detector's setting: the quantity's default (nothing sent), off (null), or a value of its own. */
export function DetectorInput({ source, label, unit, start, scale }: DetectorInputProps) {
  const translate = useTranslate();
  const { field, fieldState } = useInput({
    source,
    format: (value: unknown) => value,
    parse: (value: unknown) => value,
  });
  const value: unknown = field.value;
  const mode = value === null ? 'off' : typeof value === 'number' ? 'own' : 'default';
  const text = translate(label);
  return (
    <Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: mode === 'own' ? '1fr 1fr' : '1fr', gap: 2 }}>
        <TextField
          select
          label={text}
          value={mode}
          onChange={(event) =>
            field.onChange(event.target.value === 'off' ? null : event.target.value === 'own' ? start : undefined)
          }
        >
          {(['default', 'own', 'off'] as const).map((item) => (
            <MenuItem key={item} value={item}>
              {translate(`sensors.detection.${item}`)}
            </MenuItem>
          ))}
        </TextField>
        {typeof value === 'number' && (
          <OwnValue value={value} onChange={field.onChange} unit={unit} scale={scale} invalid={fieldState.invalid} />
        )}
      </Box>
      {fieldState.error?.message && <FormHelperText error>{fieldState.error.message}</FormHelperText>}
    </Box>
  );
}

/** The number of a detector; emptied, it stays what it was. */
function OwnValue({
  value,
  onChange,
  unit,
  scale,
  invalid,
}: {
  value: number;
  onChange: (value: number | null) => void;
  unit: string;
  scale?: NumberScale;
  invalid: boolean;
}) {
  const translate = useTranslate();
  const [text, type] = useTypedNumber(value, onChange, scale, value);
  return (
    <TextField
      type="number"
      label={translate('sensors.field.value')}
      value={text}
      onChange={(event) => type(event.target.value)}
      error={invalid}
      slotProps={{
        htmlInput: { step: 'any', min: 0 },
        inputLabel: { shrink: true },
        input: { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}
