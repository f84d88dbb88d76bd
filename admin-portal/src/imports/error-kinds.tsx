import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import type { ErrorCounts } from './import-types';

/** How many rows or cells are not stored, by reason. */
export function ErrorKinds({ errors }: { errors: ErrorCounts }) {
  const translate = useTranslate();
  const format = useFormat();
  const kinds = Object.entries(errors);
  if (kinds.length === 0) return null;
  return (
    <Box sx={{ marginBlockStart: 4 }}>
      <Box component="h3" sx={{ fontSize: 13, fontWeight: 600, margin: 0, marginBlockEnd: 2 }}>
        {translate('imports.not_stored')}
      </Box>
      <Facts
        facts={kinds.map(([kind, count]) => ({ label: `imports.error.${kind}`, value: format.number(count ?? 0) }))}
      />
    </Box>
  );
}
