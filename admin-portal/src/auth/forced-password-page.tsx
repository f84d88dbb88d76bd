import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useLogout, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { problemMessage } from '../data/problem';
import { AuthShell } from './auth-shell';
import { PasswordField } from './password-form';
import { changePassword } from './session';

/** Fewest characters of a password. */
export const MIN_PASSWORD_LENGTH = 12;

/** The first sign-in with a password somebody else made: it has to be replaced before anything else. */
export function ForcedPasswordPage() {
  const translate = useTranslate();
  const queryClient = useQueryClient();
  const logout = useLogout();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const short = newPassword.length > 0 && newPassword.length < MIN_PASSWORD_LENGTH;
  const different = repeated.length > 0 && repeated !== newPassword;
  const ready = currentPassword && newPassword.length >= MIN_PASSWORD_LENGTH && repeated === newPassword;

  const change = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await changePassword(currentPassword, newPassword);
      // Rights were held back until now: everything is asked for anew.
      await queryClient.invalidateQueries();
    } catch (failure) {
      setError(problemMessage(failure));
    } finally {
      setBusy(false);
    }
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready && !busy) void change();
  };
  return (
    <AuthShell>
      <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4 }}>
        <Box>
          <Typography variant="h1">{translate('auth.change_title')}</Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
            {translate('auth.change_hint')}
          </Typography>
        </Box>
        {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
        <PasswordField
          autoFocus
          label={translate('auth.current_password')}
          autoComplete="current-password"
          value={currentPassword}
          onChange={setCurrent}
        />
        <PasswordField
          label={translate('auth.new_password')}
          autoComplete="new-password"
          value={newPassword}
          onChange={setNew}
          error={short}
          helperText={translate('auth.password_rule', { length: MIN_PASSWORD_LENGTH })}
        />
        <PasswordField
          label={translate('auth.repeat_password')}
          autoComplete="new-password"
          value={repeated}
          onChange={setRepeated}
          error={different}
          helperText={different ? translate('auth.passwords_differ') : ''}
        />
        <Button type="submit" variant="contained" size="large" loading={busy} disabled={!ready}>
          {translate('auth.change')}
        </Button>
        <Button onClick={() => void logout()}>{translate('user.sign_out')}</Button>
      </Box>
    </AuthShell>
  );
}
