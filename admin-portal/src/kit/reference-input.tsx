import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { type RaRecord, useGetList, useGetOne, useInput, useTranslate } from 'ra-core';
import { useDeferredValue, useState } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import { type FieldProps, useFieldText } from './inputs';

export interface ReferenceProps extends FieldProps {
  resource: string;
  /** Narrows the choices. */
  filter?: Readonly<Record<string, unknown>>;
  /** How a choice is called. */
  textOf: (record: RaRecord) => string;
}

/** Chooses another object by searching for it; holds its id, or null. */
export function ReferenceInput({
  source,
  label,
  help,
  validate,
  required,
  disabled,
  resource,
  filter = {},
  textOf,
  defaultValue = null,
}: ReferenceProps) {
  const translate = useTranslate();
  const { field, fieldState } = useInput<string | null>({ source, validate, defaultValue });
  const text = useFieldText(fieldState.error?.message, help);
  return (
    <ReferencePicker
      resource={resource}
      filter={filter}
      textOf={textOf}
      value={field.value || null}
      onChange={(id) => field.onChange(id)}
      label={translate(label, { _: label })}
      required={required}
      disabled={disabled}
      error={fieldState.invalid}
      helperText={text}
    />
  );
}

export interface ReferencePickerProps {
  resource: string;
  filter?: Readonly<Record<string, unknown>>;
  textOf: (record: RaRecord) => string;
  value: string | null;
  onChange: (id: string | null, record: RaRecord | null) => void;
  /** Text, already translated. */
  label: string;
  required?: boolean;
  disabled?: boolean;
  error?: boolean;
  helperText?: string;
}

/** The same outside a form. */
export function ReferencePicker({
  resource,
  filter = {},
  textOf,
  value,
  onChange,
  label,
  required,
  disabled,
  error,
  helperText,
}: ReferencePickerProps) {
  const translate = useTranslate();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(words.trim());
  const { data: chosen } = useGetOne<RaRecord>(resource, { id: value ?? '' }, { enabled: value !== null });
  const isShown = chosen !== undefined && words === textOf(chosen);
  const found = useGetList<RaRecord>(
    resource,
    {
      filter: { ...filter, ...(q && !isShown ? { q } : {}) },
      pagination: { page: 1, perPage: 25 },
      sort: { field: 'name', order: 'ASC' },
    },
    { enabled: open, placeholderData: keepPreviousData },
  );
  const current = value === null ? null : (chosen ?? { id: value });
  return (
    <Autocomplete<RaRecord>
      fullWidth
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      disabled={disabled}
      options={found.data ?? []}
      loading={found.isFetching}
      value={current}
      inputValue={words}
      onInputChange={(_, text) => setWords(text)}
      filterOptions={(options) => options}
      getOptionLabel={(record) => (record === current && !chosen ? '' : textOf(record))}
      getOptionKey={(record) => String(record.id)}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      onChange={(_, record) => onChange(record ? String(record.id) : null, record)}
      noOptionsText={translate('kit.nothing_found')}
      loadingText={translate('kit.loading')}
      clearText={translate('kit.clear')}
      openText={translate('kit.open')}
      closeText={translate('kit.close')}
      renderInput={(params) => (
        <TextField {...params} label={label} required={required} error={error} helperText={helperText} />
      )}
    />
  );
}
