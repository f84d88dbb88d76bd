import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';

interface CodeFormProps {
  busy: boolean;
  error: string | null;
  onSubmit: (code: string) => void;
  onBack: () => void;
}

/** Second step of sign-in: the code of the authenticator, or a recovery code. */
export function CodeForm({ busy, error, onSubmit, onBack }: CodeFormProps) {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() && !busy) onSubmit(code.trim());
  };
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4 }}>
      <Box>
        <Typography variant="h1">{translate('auth.code_title')}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
          {translate('auth.code_hint')}
        </Typography>
      </Box>
      {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
      <TextField
        autoFocus
        required
        fullWidth
        label={translate('auth.code')}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: { inputMode: 'text', spellCheck: false, dir: 'ltr' } }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy} disabled={!code.trim()}>
        {translate('auth.verify')}
      </Button>
      <Button onClick={onBack}>{translate('actions.back')}</Button>
    </Box>
  );
}
