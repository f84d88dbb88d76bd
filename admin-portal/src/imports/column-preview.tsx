import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { ScrollRegion } from '../components/scroll-region';
import type { ImportDraft } from './import-draft';
import type { Detected } from './import-types';

const MOST = 60;

/** The first rows of the file, with what each column is taken for. */
export function ColumnPreview({ draft, detected }: { draft: ImportDraft; detected: Detected }) {
  const translate = useTranslate();
  const shown = detected.columns.slice(0, MOST);
  const rows = Math.max(0, ...shown.map(({ samples }) => samples.length));
  const cell = {
    paddingInline: 3,
    blockSize: 32,
    textAlign: 'start',
    whiteSpace: 'nowrap',
    borderBlockEnd: 1,
    borderColor: 'divider',
  };
  return (
    <ScrollRegion label={translate('imports.step.columns')}>
      <Box component="table" dir="ltr" sx={{ borderCollapse: 'collapse', fontSize: 13, '& th, & td': cell }}>
        <thead>
          <tr>
            {shown.map(({ name }, column) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns have no other name of their own
              <th key={column} scope="col">
                <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
                  {name}
                </Box>
                <Box component="span" sx={{ fontSize: 11, fontWeight: 500, color: 'primary.main' }}>
                  {translate(`imports.role.${roleOf(draft, column)}`)}
                </Box>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {shown.map(({ samples }, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <td key={column}>{samples[row]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </ScrollRegion>
  );
}

function roleOf(draft: ImportDraft, column: number): string {
  if (column === draft.timeColumn) return 'time';
  if (draft.form === 'wide') return draft.columns.find((each) => each.column === column)?.taken ? 'value' : 'none';
  if (column === draft.sensorColumn) return 'sensor';
  if (column === draft.valueColumn) return 'value';
  return column === draft.unitColumn ? 'unit' : 'none';
}
