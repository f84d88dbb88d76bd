import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { CodeText } from './code-text';
import { type CodecResult, faultOf } from './codec';

/** What came out of one run: decoded object, readings, warnings, console. */
export function ResultView({ result }: { result: CodecResult }) {
  const translate = useTranslate();
  const format = useFormat();
  const fault = faultOf(result);
  return (
    <Box role="status" aria-live="polite" sx={{ display: 'grid', gap: 3 }}>
      {fault !== null && (
        <Alert severity="error" variant="outlined">
          <bdi>{fault}</bdi>
        </Alert>
      )}
      {result.warnings.map((warning) => (
        <Alert key={warning} severity="warning" variant="outlined">
          <bdi>{warning}</bdi>
        </Alert>
      ))}
      {result.data !== null && (
        <Part title="codecs.result.data">
          <CodeText text={JSON.stringify(result.data, null, 2)} maxHeight={280} />
        </Part>
      )}
      {result.ok && result.bytes === null && (
        <Part title="codecs.result.values">
          {result.values.length === 0 ? (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {translate('codecs.result.no_values')}
            </Typography>
          ) : (
            <Box component="ul" sx={{ margin: 0, paddingInlineStart: 5, fontSize: 13 }}>
              {result.values.map(({ channel, value, unit }, index) => (
                <li key={`${channel} ${index}`}>
                  <bdi>{channel}</bdi>: {format.number(value, { maximumFractionDigits: 6 })} <bdi>{unit}</bdi>
                </li>
              ))}
            </Box>
          )}
        </Part>
      )}
      {result.bytes !== null && (
        <Part title="codecs.result.bytes">
          <CodeText text={`fPort ${result.fPort ?? '–'}: ${result.bytes}`} />
        </Part>
      )}
      {result.logs.length > 0 && (
        <Part title="codecs.result.logs">
          <CodeText text={result.logs.join('\n')} maxHeight={160} />
        </Part>
      )}
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate('codecs.result.took', { ms: format.number(result.computeMs, { maximumFractionDigits: 1 }) })}
      </Typography>
    </Box>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2" component="h3" sx={{ fontWeight: 600 }}>
        {useTranslate()(title)}
      </Typography>
      {children}
    </Box>
  );
}
