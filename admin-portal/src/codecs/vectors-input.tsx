import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { post } from '../data/http';
import { serverFaults } from '../kit/server-faults';
import { useAction } from '../kit/use-action';
import type { Codec, CodecResult, TestVector } from './codec';
import { draftOf, faultsOf, type VectorDraft, type VectorFaults, vectorOf } from './vector-draft';
import { VectorResult } from './vector-result';

/** Edits the test vectors of a codec, and runs them on the source as it is in the form. */
export function VectorsInput({ codec }: { codec: () => Pick<Codec, 'kind' | 'source' | 'fields'> }) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const latest = useRef<readonly VectorDraft[]>([]);
  const { field, fieldState } = useInput<TestVector[]>({
    source: 'testVectors',
    defaultValue: [],
    validate: () =>
      latest.current.some((draft) => Object.keys(faultsOf(draft)).length > 0) ? 'codecs.vector.unfinished' : undefined,
  });
  const [drafts, setDrafts] = useState<readonly VectorDraft[]>(() =>
    ((field.value as TestVector[] | undefined) ?? []).map(draftOf),
  );
  const [results, setResults] = useState<Readonly<Record<string, CodecResult>>>({});
  latest.current = drafts;
  const change = (next: readonly VectorDraft[]): void => {
    latest.current = next;
    setDrafts(next);
    field.onChange(next.map(vectorOf));
  };
  const start = async (chosen: readonly VectorDraft[]): Promise<void> => {
    const { kind, source, fields } = codec();
    for (const draft of chosen.filter((each) => Object.keys(faultsOf(each)).length === 0)) {
      const { fPort, hex, expected, error } = vectorOf(draft);
      const body = { kind, source, fields, fPort, hex, expected, error };
      const result = await run(() => post<CodecResult>('/codecs/try', body));
      if (!result) return;
      setResults((before) => ({ ...before, [draft.key]: result }));
    }
  };
  const server = serverFaults(fieldState.error);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridColumn: '1 / -1' }}>
      {drafts.map((draft, index) => (
        <VectorRow
          key={draft.key}
          draft={draft}
          number={index + 1}
          busy={busy}
          fault={server[index]}
          showFaults={fieldState.invalid}
          result={results[draft.key]}
          onChange={(part) => change(drafts.map((item) => (item === draft ? { ...item, ...part } : item)))}
          onRemove={() => change(drafts.filter((item) => item !== draft))}
          onRun={() => void start([draft])}
        />
      ))}
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          startIcon={<AddOutlined />}
          onClick={() => change([...drafts, draftOf({ name: '', fPort: 1, hex: '', expected: {}, error: null })])}
        >
          {translate('codecs.vector.add')}
        </Button>
        {drafts.length > 0 && (
          <Button
            variant="outlined"
            startIcon={<PlayArrowOutlined />}
            loading={busy}
            onClick={() => void start(drafts)}
          >
            {translate('codecs.vector.run_all')}
          </Button>
        )}
      </Box>
      {drafts.length === 0 && <FormHelperText>{translate('codecs.vector.none')}</FormHelperText>}
      {fieldState.invalid && <FormHelperText error>{translate('codecs.vector.unfinished')}</FormHelperText>}
    </Box>
  );
}

interface VectorRowProps {
  draft: VectorDraft;
  number: number;
  busy: boolean;
  fault: string | undefined;
  showFaults: boolean;
  result: CodecResult | undefined;
  onChange: (part: Partial<VectorDraft>) => void;
  onRemove: () => void;
  onRun: () => void;
}

function VectorRow({ draft, number, busy, fault, showFaults, result, onChange, onRemove, onRun }: VectorRowProps) {
  const translate = useTranslate();
  const all = faultsOf(draft);
  // What is not typed yet is no fault yet.
  const faults: VectorFaults = showFaults ? all : { hex: all.hex, expected: all.expected };
  const help = (key: string | undefined): string | undefined => (key ? translate(key) : undefined);
  const text = (key: keyof VectorFaults, label: string, more: object = {}) => (
    <TextField
      label={translate(label)}
      value={draft[key]}
      error={Boolean(faults[key])}
      helperText={help(faults[key])}
      onChange={(event) => onChange({ [key]: event.target.value })}
      {...more}
    />
  );
  const data = result?.data;
  return (
    <Box
      role="group"
      aria-label={translate('codecs.vector.number', { number })}
      sx={{ display: 'grid', gap: 3, padding: 3, border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) 88px minmax(0, 3fr) auto' },
        }}
      >
        {text('name', 'codecs.vector.name')}
        {text('fPort', 'codecs.field.fport', { slotProps: { htmlInput: { inputMode: 'numeric' } } })}
        {text('hex', 'codecs.field.hex', { slotProps: { htmlInput: mono } })}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button variant="outlined" disabled={busy || Object.keys(all).length > 0} onClick={onRun}>
            {translate('codecs.try.run')}
          </Button>
          <IconButton aria-label={translate('codecs.vector.remove')} onClick={onRemove}>
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Box>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 1fr)' },
        }}
      >
        {text('expected', 'codecs.vector.expected', {
          multiline: true,
          minRows: 2,
          maxRows: 12,
          slotProps: { htmlInput: mono },
        })}
        {draft.expected.trim() === '' && (
          <TextField
            label={translate('codecs.vector.error')}
            value={draft.error}
            onChange={(event) => onChange({ error: event.target.value })}
          />
        )}
      </Box>
      {result && <VectorResult result={result} expected={vectorOf(draft).expected} />}
      {result?.passed === false && data && (
        <Button
          sx={{ justifySelf: 'start' }}
          onClick={() => onChange({ expected: JSON.stringify(data, null, 2), error: '' })}
        >
          {translate('codecs.vector.adopt')}
        </Button>
      )}
      {fault && <FormHelperText error>{fault}</FormHelperText>}
    </Box>
  );
}

const mono = { dir: 'ltr', spellCheck: false, style: { fontFamily: 'ui-monospace, monospace' } } as const;
