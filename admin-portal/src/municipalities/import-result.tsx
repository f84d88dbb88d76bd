import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';

/** What an import made, or would make. */
export interface NetworkImportResult {
  /** Number of assets by class. */
  assets: Partial<Record<string, number>>;
  zones: number;
  removed: number;
  zoneId: string | null;
  warnings: string[];
  /** West, south, east, north, degrees. */
  bounds: number[];
  dryRun: boolean;
}

/** Result of the trial run: counts by class, and what was noticed. */
export function ImportResult({ result }: { result: NetworkImportResult }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Box role="status" sx={{ display: 'grid', gap: 3 }}>
      <Alert severity="info" variant="outlined">
        {translate('municipalities.import.trial')}
      </Alert>
      <Facts
        facts={[
          ...Object.entries(result.assets).map(([name, count]) => ({
            label: `asset_class.${name}`,
            value: format.number(count ?? 0),
          })),
          result.zones > 0 && { label: 'zones.title', value: format.number(result.zones) },
          result.removed > 0 && { label: 'municipalities.import.removed', value: format.number(result.removed) },
        ]}
      />
      {result.warnings.length > 0 && (
        <Alert severity="warning" variant="outlined">
          {translate('municipalities.import.warnings', { smart_count: result.warnings.length })}
          <Box
            component="ul"
            sx={{ margin: 0, marginBlockStart: 1, paddingInlineStart: 5, maxBlockSize: 160, overflow: 'auto' }}
          >
            {result.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </Box>
        </Alert>
      )}
    </Box>
  );
}
