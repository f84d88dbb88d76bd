import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import type { DraftColumn } from './import-draft';
import type { MappingFieldsProps } from './mapping-fields';

const FIRST = 30;

/** Which columns are taken, for which sensor and in which unit. */
export function WideColumns({ draft, detected, change }: MappingFieldsProps) {
  const translate = useTranslate();
  const [all, setAll] = useState(false);
  const [unit, setUnit] = useState('');
  const columns = draft.columns.filter(({ column }) => column !== draft.timeColumn);
  const set = (place: number, part: Partial<DraftColumn>): void =>
    change({ columns: draft.columns.map((each) => (each.column === place ? { ...each, ...part } : each)) });
  const nameOf = (column: number): string => detected.columns[column]?.name ?? String(column + 1);
  return (
    <Box sx={{ display: 'grid' }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', padding: 3 }}>
        <TextField
          label={translate('imports.unit_for_all')}
          helperText={translate('imports.unit_help')}
          value={unit}
          onChange={(event) => setUnit(event.target.value)}
        />
        <Button
          variant="outlined"
          disabled={unit.trim() === ''}
          onClick={() => change({ columns: draft.columns.map((each) => ({ ...each, unit })) })}
        >
          {translate('imports.apply')}
        </Button>
      </Box>
      {columns.slice(0, all ? undefined : FIRST).map(({ column, taken, sensor, unit: own }) => (
        <Box
          key={column}
          role="group"
          aria-label={nameOf(column)}
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '40px 1fr', md: '40px minmax(0, 1fr) minmax(0, 2fr) minmax(0, 1fr)' },
            alignItems: 'center',
            paddingInline: 3,
            paddingBlock: 1.5,
            borderBlockStart: 1,
            borderColor: 'divider',
          }}
        >
          <Checkbox
            checked={taken}
            onChange={(event) => set(column, { taken: event.target.checked })}
            slotProps={{ input: { 'aria-label': translate('imports.take', { name: nameOf(column) }) } }}
          />
          <Box sx={{ fontSize: 13, overflowWrap: 'anywhere' }}>
            <bdi>{nameOf(column)}</bdi>
          </Box>
          <TextField
            disabled={!taken}
            label={translate('imports.sensor')}
            value={sensor}
            onChange={(event) => set(column, { sensor: event.target.value })}
          />
          <TextField
            disabled={!taken}
            label={translate('imports.unit')}
            value={own}
            onChange={(event) => set(column, { unit: event.target.value })}
          />
        </Box>
      ))}
      {!all && columns.length > FIRST && (
        <Button onClick={() => setAll(true)} sx={{ margin: 2, justifySelf: 'start' }}>
          {translate('imports.show_columns', { count: columns.length })}
        </Button>
      )}
    </Box>
  );
}
