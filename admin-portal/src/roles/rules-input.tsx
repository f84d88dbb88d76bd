import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useInput, useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { serverFaults } from '../kit/server-faults';
import { ACTIONS, type Rule, SUBJECTS } from './role';
import { draftOf, faultsOf, type RuleDraft, ruleOf } from './rule-draft';

/** Edits the rules of a custom role; the order counts, as later rules win. */
export function RulesInput({ source = 'rules' }: { source?: string }) {
  const translate = useTranslate();
  const checked = useRef<readonly RuleDraft[]>([]);
  const { field, fieldState } = useInput<Rule[]>({
    source,
    defaultValue: [],
    validate: () =>
      checked.current.some((draft) => Object.keys(faultsOf(draft)).length > 0) ? 'roles.rule.unfinished' : undefined,
  });
  const [drafts, setDrafts] = useState<readonly RuleDraft[]>(() =>
    ((field.value as Rule[] | undefined) ?? []).map(draftOf),
  );
  const change = (next: readonly RuleDraft[]): void => {
    checked.current = next;
    setDrafts(next);
    field.onChange(next.map(ruleOf));
  };
  const server = serverFaults(fieldState.error);
  return (
    <Box sx={{ display: 'grid', gap: 3, gridColumn: '1 / -1' }}>
      {drafts.map((draft, index) => (
        <RuleRow
          key={draft.key}
          draft={draft}
          number={index + 1}
          fault={server[index]}
          showFaults={fieldState.invalid}
          onChange={(part) => change(drafts.map((item) => (item === draft ? { ...item, ...part } : item)))}
          onRemove={() => change(drafts.filter((item) => item !== draft))}
          onUp={
            index === 0
              ? undefined
              : () => change([...drafts.slice(0, index - 1), draft, drafts[index - 1], ...drafts.slice(index + 1)])
          }
        />
      ))}
      <Button
        variant="outlined"
        startIcon={<AddOutlined />}
        sx={{ justifySelf: 'start' }}
        onClick={() => change([...drafts, draftOf({ action: ['read'], subject: [] })])}
      >
        {translate('roles.rule.add')}
      </Button>
      {drafts.length === 0 && <FormHelperText>{translate('roles.rule.none')}</FormHelperText>}
      {fieldState.error?.message && (
        <FormHelperText error>
          {translate(plain(fieldState.error.message), { _: plain(fieldState.error.message) })}
        </FormHelperText>
      )}
    </Box>
  );
}

const plain = (message: string): string => message.replace(/^@@react-admin@@"?|"$/g, '');

interface RuleRowProps {
  draft: RuleDraft;
  number: number;
  fault: string | undefined;
  showFaults: boolean;
  onChange: (part: Partial<RuleDraft>) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
}

function RuleRow({ draft, number, fault, showFaults, onChange, onRemove, onUp }: RuleRowProps) {
  const translate = useTranslate();
  const faults = showFaults || draft.conditions ? faultsOf(draft) : {};
  const help = (key: string | undefined): string | undefined => (key ? translate(key) : undefined);
  return (
    <Box
      role="group"
      aria-label={translate('roles.rule.number', { number })}
      sx={{ display: 'grid', gap: 3, padding: 3, border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box component="span" sx={{ flex: 1, fontSize: 13, fontWeight: 600 }}>
          {translate('roles.rule.number', { number })}
        </Box>
        <FormControlLabel
          control={<Switch size="small" checked={draft.inverted} onChange={(_, inverted) => onChange({ inverted })} />}
          label={translate('roles.rule.inverted')}
          slotProps={{ typography: { variant: 'body2' } }}
        />
        {onUp && (
          <IconButton aria-label={translate('roles.rule.up')} onClick={onUp}>
            <ArrowUpward fontSize="small" />
          </IconButton>
        )}
        <IconButton aria-label={translate('roles.rule.remove')} onClick={onRemove}>
          <DeleteOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box
        sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <Words
          label="roles.rule.actions"
          words={ACTIONS}
          prefix="roles.action"
          value={draft.action}
          onChange={(action) => onChange({ action })}
          error={help(faults.action)}
        />
        <Words
          label="roles.rule.subjects"
          words={SUBJECTS}
          prefix="roles.subject"
          value={draft.subject}
          onChange={(subject) => onChange({ subject })}
          error={help(faults.subject)}
        />
        <TextField
          label={translate('roles.rule.fields')}
          helperText={translate('roles.rule.fields_help')}
          value={draft.fields}
          onChange={(event) => onChange({ fields: event.target.value })}
          slotProps={{ htmlInput: { dir: 'ltr' } }}
        />
        <TextField
          label={translate('roles.rule.conditions')}
          helperText={help(faults.conditions) ?? translate('roles.rule.conditions_help')}
          error={Boolean(faults.conditions)}
          value={draft.conditions}
          onChange={(event) => onChange({ conditions: event.target.value })}
          slotProps={{ htmlInput: { dir: 'ltr', spellCheck: false, style: { fontFamily: 'ui-monospace, monospace' } } }}
        />
      </Box>
      {fault && <FormHelperText error>{fault}</FormHelperText>}
    </Box>
  );
}

interface WordsProps {
  label: string;
  words: readonly string[];
  /** Of the catalogue's keys. */
  prefix: string;
  value: string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
}

function Words({ label, words, prefix, value, onChange, error }: WordsProps) {
  const translate = useTranslate();
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      options={[...words]}
      value={value}
      onChange={(_, next) => onChange(next)}
      getOptionLabel={(word) => translate(`${prefix}.${word}`, { _: word })}
      clearText={translate('kit.clear')}
      openText={translate('kit.open')}
      closeText={translate('kit.close')}
      renderInput={(params) => (
        <TextField {...params} label={translate(label)} error={Boolean(error)} helperText={error} />
      )}
    />
  );
}
