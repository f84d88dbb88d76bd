import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';
import { Facts } from '../kit/facts';
import { type ImportDraft, needsZone } from './import-draft';
import type { Detected } from './import-types';

/** What all parts of the form take. */
export interface MappingFieldsProps {
  draft: ImportDraft;
  detected: Detected;
  change: (part: Partial<ImportDraft>) => void;
}

const TIME_FORMATS = ['iso', 'day-first', 'month-first', 'unix-s', 'unix-ms', 'excel'] as const;
const zones: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Layout of the table and how numbers are written. */
export function LayoutFields({ draft, detected, change }: MappingFieldsProps) {
  const translate = useTranslate();
  const csv = detected.format === 'csv';
  const kind = `${translate(`imports.format.${detected.format}`)}${detected.compressed ? ' · gzip' : ''}`;
  return (
    <Fields>
      <Box sx={{ gridColumn: '1 / -1' }}>
        <Facts
          facts={[
            { label: 'imports.kind', value: kind },
            csv && {
              label: 'imports.delimiter',
              value: translate(`imports.delimiters.${delimiterWord(detected.delimiter)}`),
            },
            csv && { label: 'imports.encoding', value: detected.encoding.toUpperCase() },
          ]}
        />
      </Box>
      <Choose
        label="imports.form"
        value={draft.form}
        choices={['long', 'wide'].map((form) => [form, translate(`imports.forms.${form}`)])}
        onChange={(form) => change({ form: form as ImportDraft['form'] })}
      />
      {detected.sheets.length > 1 && (
        <Choose
          label="imports.sheet"
          value={draft.sheet ?? detected.sheets[0] ?? ''}
          choices={detected.sheets.map((name) => [name, name])}
          onChange={(sheet) => change({ sheet })}
        />
      )}
      {csv && (
        <Choose
          label="imports.decimal"
          value={draft.decimal}
          choices={[
            ['.', '1.5'],
            [',', '1,5'],
          ]}
          onChange={(decimal) => change({ decimal: decimal as ImportDraft['decimal'] })}
        />
      )}
      {csv && (
        <Choose
          label="imports.thousands"
          value={draft.thousands === '' ? 'none' : draft.thousands}
          choices={[
            ['none', translate('imports.no_thousands')],
            [',', '1,234'],
            ['.', '1.234'],
            [' ', '1 234'],
            ["'", "1'234"],
          ]}
          onChange={(mark) => change({ thousands: (mark === 'none' ? '' : mark) as ImportDraft['thousands'] })}
        />
      )}
      {detected.format !== 'ndjson' && (
        <TextField
          type="number"
          label={translate('imports.header_rows')}
          value={draft.headerRows}
          onChange={(event) =>
            change({ headerRows: Math.min(100, Math.max(0, Math.round(Number(event.target.value)))) })
          }
          slotProps={{ htmlInput: { min: 0, max: 100 } }}
        />
      )}
    </Fields>
  );
}

/** Column, form and zone of the times. */
export function TimeFields({ draft, detected, change }: MappingFieldsProps) {
  const translate = useTranslate();
  return (
    <Fields>
      <ColumnSelect
        label="imports.time_column"
        detected={detected}
        value={draft.timeColumn}
        onChange={(timeColumn) => change({ timeColumn })}
      />
      <Choose
        label="imports.time_format"
        value={draft.timeFormat}
        choices={TIME_FORMATS.map((format) => [format, translate(`imports.time_formats.${format}`)])}
        onChange={(format) => change({ timeFormat: format as ImportDraft['timeFormat'] })}
      />
      {needsZone(draft, detected) ? (
        <Autocomplete
          options={zones}
          value={draft.timeZone}
          onChange={(_, timeZone) => change({ timeZone })}
          openText={translate('kit.open')}
          closeText={translate('kit.close')}
          clearText={translate('kit.clear')}
          noOptionsText={translate('kit.nothing_found')}
          renderInput={(params) => (
            <TextField
              {...params}
              required
              label={translate('imports.zone')}
              helperText={translate('imports.zone_help')}
            />
          )}
        />
      ) : (
        <Box sx={{ fontSize: 13, color: 'text.secondary' }}>{translate('imports.zone_known')}</Box>
      )}
    </Fields>
  );
}

/** Columns of a table with one reading a row. */
export function LongFields({ draft, detected, change }: MappingFieldsProps) {
  const translate = useTranslate();
  return (
    <Fields>
      <ColumnSelect
        label="imports.sensor_column"
        detected={detected}
        value={draft.sensorColumn}
        onChange={(sensorColumn) => change({ sensorColumn })}
      />
      <ColumnSelect
        label="imports.value_column"
        detected={detected}
        value={draft.valueColumn}
        onChange={(valueColumn) => change({ valueColumn })}
      />
      <Choose
        label="imports.unit_column"
        value={draft.unitColumn === null ? 'none' : String(draft.unitColumn)}
        choices={[['none', translate('imports.no_unit_column')], ...columnChoices(detected)]}
        onChange={(column) => change({ unitColumn: column === 'none' ? null : Number(column) })}
      />
      <TextField
        label={translate('imports.unit')}
        helperText={translate('imports.unit_help')}
        value={draft.unit}
        required={draft.unitColumn === null}
        onChange={(event) => change({ unit: event.target.value })}
      />
    </Fields>
  );
}

function Fields({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, paddingBlockStart: 2 }}>
      {children}
    </Box>
  );
}

function ColumnSelect({
  label,
  detected,
  value,
  onChange,
}: {
  label: string;
  detected: Detected;
  value: number;
  onChange: (column: number) => void;
}) {
  return (
    <Choose
      label={label}
      value={String(value)}
      choices={columnChoices(detected)}
      onChange={(column) => onChange(Number(column))}
    />
  );
}

function columnChoices({ columns }: Detected): [string, string][] {
  return columns.map(({ name }, column) => [String(column), name]);
}

function Choose({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: readonly (readonly string[])[];
  onChange: (value: string) => void;
}) {
  const translate = useTranslate();
  return (
    <TextField select label={translate(label)} value={value} onChange={(event) => onChange(event.target.value)}>
      {choices.map(([choice = '', text]) => (
        <MenuItem key={choice} value={choice}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}

function delimiterWord(delimiter: Detected['delimiter']): string {
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }[delimiter];
}
