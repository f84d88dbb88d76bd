import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Panel } from '../components/panel';
import { post } from '../data/http';
import { useAction } from '../kit/use-action';
import type { Codec, CodecResult } from './codec';
import { ResultView } from './result-view';
import { isHex, plainHex } from './vector-draft';

const CALLS = ['decodeUplink', 'encodeDownlink'] as const;

/** Runs a codec, saved or not, on a payload that is typed in. */
export function TryOut({ codec }: { codec: () => Pick<Codec, 'kind' | 'source' | 'fields'> }) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [call, setCall] = useState<(typeof CALLS)[number]>('decodeUplink');
  const [hex, setHex] = useState('');
  const [order, setOrder] = useState('{}');
  const [fPort, setFPort] = useState('1');
  const [result, setResult] = useState<CodecResult | null>(null);
  const port = Number(fPort);
  const portWrong = fPort.trim() === '' || !Number.isInteger(port) || port < 0 || port > 255;
  const decoding = call === 'decodeUplink';
  const data = decoding ? {} : parsed(order);
  const ready = !portWrong && (decoding ? isHex(hex) : data !== null);
  const start = async (): Promise<void> => {
    const { kind, source, fields } = codec();
    const body = { kind, source, fields, call, fPort: port, ...(decoding ? { hex: plainHex(hex) } : { data }) };
    const answer = await run(() => post<CodecResult>('/codecs/try', body));
    if (answer) setResult(answer);
  };
  return (
    <Panel title="codecs.try.title">
      <Box sx={{ display: 'grid', gap: 4 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 3fr) minmax(0, 1fr)' },
          }}
        >
          <TextField
            select
            label={translate('codecs.try.call')}
            value={call}
            onChange={(event) => setCall(event.target.value as typeof call)}
          >
            {CALLS.map((value) => (
              <MenuItem key={value} value={value}>
                {translate(`codecs.try.${value}`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            label={translate('codecs.field.fport')}
            value={fPort}
            error={portWrong}
            helperText={portWrong ? translate('codecs.fport_wrong') : undefined}
            onChange={(event) => setFPort(event.target.value)}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
        </Box>
        {decoding ? (
          <TextField
            label={translate('codecs.field.hex')}
            value={hex}
            placeholder="00 FA"
            error={!isHex(hex)}
            helperText={isHex(hex) ? undefined : translate('codecs.hex_wrong')}
            onChange={(event) => setHex(event.target.value)}
            slotProps={{ htmlInput: mono }}
          />
        ) : (
          <TextField
            label={translate('codecs.try.order')}
            value={order}
            multiline
            minRows={3}
            error={data === null}
            helperText={data === null ? translate('codecs.vector.expected_wrong') : undefined}
            onChange={(event) => setOrder(event.target.value)}
            slotProps={{ htmlInput: mono }}
          />
        )}
        <Button
          variant="outlined"
          startIcon={<PlayArrowOutlined />}
          disabled={!ready}
          loading={busy}
          onClick={() => void start()}
          sx={{ justifySelf: 'start' }}
        >
          {translate('codecs.try.run')}
        </Button>
        {result && <ResultView result={result} />}
      </Box>
    </Panel>
  );
}

const mono = { dir: 'ltr', spellCheck: false, style: { fontFamily: 'ui-monospace, monospace' } } as const;

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
