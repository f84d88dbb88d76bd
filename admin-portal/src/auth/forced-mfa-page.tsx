import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLogout, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { ErrorState, RowsSkeleton } from '../components/states';
import { post } from '../data/http';
import { problemMessage } from '../data/problem';
import { AuthShell } from './auth-shell';
import { QrCode } from './qr-code';
import { forgetMe, refreshSession } from './session';

/** A role asks for a second factor: it has to be set up before anything else. */
export function ForcedMfaPage() {
  const translate = useTranslate();
  const queryClient = useQueryClient();
  const logout = useLogout();
  const [recoveryCodes, setRecoveryCodes] = useState<string[] | null>(null);
  const enrolment = useQuery({
    queryKey: ['totp-enrolment'],
    queryFn: () => post<{ secret: string; uri: string }>('/auth/totp'),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const finish = async (): Promise<void> => {
    await refreshSession().catch(() => false);
    forgetMe();
    await queryClient.invalidateQueries();
  };
  return (
    <AuthShell>
      <Box sx={{ display: 'grid', gap: 4 }}>
        {recoveryCodes ? (
          <RecoveryCodes codes={recoveryCodes} onDone={() => void finish()} />
        ) : (
          <>
            <Box>
              <Typography variant="h1">{translate('auth.enrol_title')}</Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
                {translate('auth.enrol_hint')}
              </Typography>
            </Box>
            {enrolment.isPending && <RowsSkeleton rows={4} />}
            {enrolment.error ? (
              <ErrorState compact error={enrolment.error} onRetry={() => void enrolment.refetch()} />
            ) : null}
            {enrolment.data && <EnrolForm {...enrolment.data} onConfirmed={setRecoveryCodes} />}
          </>
        )}
        <Button onClick={() => void logout()}>{translate('user.sign_out')}</Button>
      </Box>
    </AuthShell>
  );
}

function EnrolForm({
  uri,
  secret,
  onConfirmed,
}: {
  uri: string;
  secret: string;
  onConfirmed: (codes: string[]) => void;
}) {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setError(null);
    try {
      onConfirmed((await post<{ recoveryCodes: string[] }>('/auth/totp/confirm', { code: code.trim() })).recoveryCodes);
    } catch (failure) {
      setError(problemMessage(failure));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm();
  };
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4 }}>
      <QrCode text={uri} label={translate('auth.enrol_title')} />
      <Box>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate('auth.enrol_secret')}
        </Typography>
        <Typography
          component="code"
          dir="ltr"
          sx={{ display: 'block', overflowWrap: 'anywhere', fontFamily: 'monospace' }}
        >
          {secret}
        </Typography>
      </Box>
      {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
      <TextField
        required
        label={translate('auth.code')}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric', dir: 'ltr' } }}
      />
      <Button type="submit" variant="contained" size="large" disabled={code.trim().length < 6}>
        {translate('auth.verify')}
      </Button>
    </Box>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const translate = useTranslate();
  return (
    <>
      <Box>
        <Typography variant="h1">{translate('auth.enrol_codes_title')}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
          {translate('auth.enrol_codes_hint')}
        </Typography>
      </Box>
      <Box
        component="ul"
        dir="ltr"
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr 1fr',
          gap: 1,
          margin: 0,
          padding: 0,
          listStyle: 'none',
          fontFamily: 'monospace',
        }}
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Button variant="contained" size="large" onClick={onDone}>
        {translate('auth.enrol_done')}
      </Button>
    </>
  );
}
