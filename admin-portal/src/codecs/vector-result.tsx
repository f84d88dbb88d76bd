import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { StateChip } from '../components/state-chip';
import { type CodecResult, faultOf } from './codec';
import { differences } from './differences';

/** Whether a test vector passed, and where the result differs. */
export function VectorResult({ result, expected }: { result: CodecResult; expected: Record<string, unknown> | null }) {
  const translate = useTranslate();
  const fault = faultOf(result);
  const found =
    result.passed === false && fault === null && expected !== null ? differences(expected, result.data) : [];
  return (
    <Box role="status" aria-live="polite" sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <StateChip tone={result.passed === true ? 'good' : 'high'}>
          {translate(result.passed === true ? 'codecs.vector.passed' : 'codecs.vector.failed')}
        </StateChip>
        {fault !== null && (
          <Typography variant="body2" component="bdi">
            {fault}
          </Typography>
        )}
        {result.passed === false && fault === null && expected === null && (
          <Typography variant="body2">{translate('codecs.vector.no_error')}</Typography>
        )}
      </Box>
      {found.length > 0 && (
        <Box
          component="ul"
          dir="ltr"
          sx={{ margin: 0, paddingInlineStart: 5, fontSize: 12, fontFamily: 'ui-monospace, monospace' }}
        >
          {found.map(({ path, expected: wanted, actual }) => (
            <li key={path}>
              {translate('codecs.vector.difference', { path, expected: wanted ?? '–', actual: actual ?? '–' })}
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}
