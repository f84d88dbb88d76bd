import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { useState } from 'react';
import { newKey } from '../data/http';
import { type CodecField, FIELD_ROLES } from './codec';

interface Row extends CodecField {
  key: string;
}

const toField = ({ key: _key, ...field }: Row): CodecField => field;

/** Says which parts of the decoded object are readings, and what the others are. */
export function FieldsInput() {
  const translate = useTranslate();
  const { field, fieldState } = useInput<CodecField[]>({
    source: 'fields',
    defaultValue: [],
    validate: (value: CodecField[] | undefined) =>
      value?.some(({ path }) => path.trim() === '') ? 'codecs.mapping.path_missing' : undefined,
  });
  const [rows, setRows] = useState<readonly Row[]>(() =>
    ((field.value as CodecField[] | undefined) ?? []).map((each) => ({ ...each, key: newKey() })),
  );
  const change = (next: readonly Row[]): void => {
    setRows(next);
    field.onChange(next.map(toField));
  };
  const set = (row: Row, part: Partial<CodecField>): void =>
    change(rows.map((each) => (each === row ? { ...each, ...part } : each)));
  return (
    <Box sx={{ display: 'grid', gap: 3, gridColumn: '1 / -1' }}>
      {rows.map((row, index) => (
        <Box
          key={row.key}
          role="group"
          aria-label={translate('codecs.mapping.number', { number: index + 1 })}
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'center',
            gridTemplateColumns: { xs: 'minmax(0, 1fr) minmax(0, 1fr)', md: '3fr 2fr 3fr 1fr auto' },
          }}
        >
          <TextField
            label={translate('codecs.mapping.path')}
            value={row.path}
            error={fieldState.invalid && row.path.trim() === ''}
            onChange={(event) => set(row, { path: event.target.value })}
            slotProps={{ htmlInput: { dir: 'ltr', spellCheck: false } }}
          />
          <TextField
            select
            label={translate('codecs.mapping.role')}
            value={row.role}
            onChange={(event) => set(row, { role: event.target.value as CodecField['role'] })}
          >
            {FIELD_ROLES.map((value) => (
              <MenuItem key={value} value={value}>
                {translate(`codecs.role.${value}`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            label={translate('codecs.mapping.channel')}
            disabled={row.role !== 'reading'}
            placeholder={row.path}
            value={row.channel ?? ''}
            onChange={(event) => set(row, { channel: event.target.value || null })}
            slotProps={{ htmlInput: { dir: 'ltr', spellCheck: false } }}
          />
          <TextField
            label={translate('codecs.mapping.unit')}
            disabled={row.role !== 'reading'}
            value={row.unit ?? ''}
            onChange={(event) => set(row, { unit: event.target.value || null })}
            slotProps={{ htmlInput: { dir: 'ltr', spellCheck: false } }}
          />
          <IconButton
            aria-label={translate('codecs.mapping.remove')}
            onClick={() => change(rows.filter((each) => each !== row))}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Button
        variant="outlined"
        startIcon={<AddOutlined />}
        sx={{ justifySelf: 'start' }}
        onClick={() => change([...rows, { key: newKey(), path: '', role: 'reading', channel: null, unit: null }])}
      >
        {translate('codecs.mapping.add')}
      </Button>
      {rows.length === 0 && <FormHelperText>{translate('codecs.mapping.none')}</FormHelperText>}
      {fieldState.invalid && <FormHelperText error>{translate('codecs.mapping.path_missing')}</FormHelperText>}
    </Box>
  );
}
