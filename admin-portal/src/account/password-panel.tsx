import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { MIN_PASSWORD_LENGTH } from '../auth/forced-password-page';
import { PasswordField } from '../auth/password-form';
import { changePassword } from '../auth/session';
import { Panel } from '../components/panel';
import { problemMessage } from '../data/problem';

const nothing = { current: '', next: '', again: '' };

/** Changes one's own password; other sessions end. */
export function PasswordPanel() {
  const translate = useTranslate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const short = draft.next !== '' && draft.next.length < MIN_PASSWORD_LENGTH;
  const different = draft.again !== '' && draft.again !== draft.next;
  const ready = draft.current !== '' && draft.next.length >= MIN_PASSWORD_LENGTH && draft.again === draft.next;
  const change = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await changePassword(draft.current, draft.next);
      setDraft(nothing);
      notify('account.password_changed', { type: 'success' });
      void queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    } catch (failure) {
      setError(problemMessage(failure));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready && !busy) void change();
  };
  return (
    <Panel title="account.password">
      <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4, maxInlineSize: 420 }}>
        <PasswordField
          label={translate('auth.current_password')}
          autoComplete="current-password"
          value={draft.current}
          onChange={(current) => setDraft({ ...draft, current })}
        />
        <PasswordField
          label={translate('auth.new_password')}
          autoComplete="new-password"
          value={draft.next}
          onChange={(next) => setDraft({ ...draft, next })}
          error={short}
          helperText={translate('auth.password_rule', { length: MIN_PASSWORD_LENGTH })}
        />
        <PasswordField
          label={translate('auth.repeat_password')}
          autoComplete="new-password"
          value={draft.again}
          onChange={(again) => setDraft({ ...draft, again })}
          error={different}
          helperText={different ? translate('auth.passwords_differ') : ''}
        />
        {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
        <Button type="submit" variant="contained" loading={busy} disabled={!ready} sx={{ justifySelf: 'start' }}>
          {translate('auth.change')}
        </Button>
      </Box>
    </Panel>
  );
}
