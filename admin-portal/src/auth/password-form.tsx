import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';

interface PasswordFormProps {
  busy: boolean;
  /** Key of the catalogue or a sentence. */
  error: string | null;
  onSubmit: (username: string, password: string) => void;
}

/** First step of sign-in. */
export function PasswordForm({ busy, error, onSubmit }: PasswordFormProps) {
  const translate = useTranslate();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (username && password && !busy) onSubmit(username.trim(), password);
  };
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4 }}>
      <Typography variant="h1">{translate('auth.title')}</Typography>
      {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
      <TextField
        autoFocus
        required
        fullWidth
        label={translate('auth.username')}
        autoComplete="username"
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false } }}
      />
      <PasswordField
        label={translate('auth.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" variant="contained" size="large" loading={busy} disabled={!username || !password}>
        {translate('auth.sign_in')}
      </Button>
    </Box>
  );
}

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  helperText?: string;
  error?: boolean;
  autoFocus?: boolean;
}

/** A password that can be looked at. */
export function PasswordField({
  label,
  value,
  onChange,
  autoComplete,
  helperText,
  error,
  autoFocus,
}: PasswordFieldProps) {
  const translate = useTranslate();
  const [visible, setVisible] = useState(false);
  return (
    <TextField
      required
      fullWidth
      autoFocus={autoFocus}
      label={label}
      type={visible ? 'text' : 'password'}
      autoComplete={autoComplete}
      value={value}
      error={error}
      helperText={helperText}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                edge="end"
                aria-label={translate(visible ? 'auth.hide_password' : 'auth.show_password')}
                onClick={() => setVisible(!visible)}
              >
                {visible ? <VisibilityOffOutlined fontSize="small" /> : <VisibilityOutlined fontSize="small" />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
