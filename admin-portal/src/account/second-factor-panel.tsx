import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { QrCode } from '../auth/qr-code';
import { forgetMe } from '../auth/session';
import { Panel } from '../components/panel';
import { StateChip } from '../components/state-chip';
import { post, request } from '../data/http';
import { problemMessage } from '../data/problem';
import { CopyLine, OnceSecret } from '../kit/once-secret';
import { useAction } from '../kit/use-action';

interface Enrolment {
  secret: string;
  uri: string;
}

/** Sets up or removes the authenticator app. The QR code is drawn here and goes nowhere. */
export function SecondFactorPanel({ enabled }: { enabled: boolean }) {
  const translate = useTranslate();
  const queryClient = useQueryClient();
  const action = useAction();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removing, setRemoving] = useState(false);
  const refresh = (): void => {
    forgetMe();
    void queryClient.invalidateQueries();
  };
  const begin = async (): Promise<void> => {
    const answer = await action.run(() => post<Enrolment>('/auth/totp'));
    if (answer) setEnrolment(answer);
  };
  const confirm = async (code: string): Promise<void> => {
    const { recoveryCodes } = await post<{ recoveryCodes: string[] }>('/auth/totp/confirm', { code });
    setEnrolment(null);
    setCodes(recoveryCodes);
  };
  const remove = async (code: string): Promise<void> => {
    await request('DELETE', '/auth/totp', { body: { code } });
    setRemoving(false);
    refresh();
  };
  return (
    <Panel
      title="account.mfa"
      aside={
        <StateChip tone={enabled ? 'good' : 'neutral'}>
          {translate(enabled ? 'account.mfa_on' : 'account.mfa_off')}
        </StateChip>
      }
    >
      <Box sx={{ display: 'grid', gap: 4, maxInlineSize: 420 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('account.mfa_note')}
        </Typography>
        {enrolment ? (
          <>
            <Typography variant="body2">{translate('account.mfa_scan')}</Typography>
            <QrCode text={enrolment.uri} label={translate('account.mfa_qr')} />
            <CopyLine label="account.mfa_secret" value={enrolment.secret} />
            <CodeForm label="account.mfa_confirm" onCode={confirm} onCancel={() => setEnrolment(null)} />
          </>
        ) : removing ? (
          <CodeForm label="account.mfa_remove" onCode={remove} onCancel={() => setRemoving(false)} />
        ) : enabled ? (
          <Button variant="outlined" color="error" onClick={() => setRemoving(true)} sx={{ justifySelf: 'start' }}>
            {translate('account.mfa_remove')}
          </Button>
        ) : (
          <Button variant="contained" loading={action.busy} onClick={() => void begin()} sx={{ justifySelf: 'start' }}>
            {translate('account.mfa_begin')}
          </Button>
        )}
      </Box>
      <OnceSecret
        open={codes !== null}
        title="account.recovery_title"
        detail="account.recovery_detail"
        parts={[{ label: 'account.recovery_codes', value: (codes ?? []).join('  ') }]}
        onClose={() => {
          setCodes(null);
          refresh();
        }}
      />
    </Panel>
  );
}

/** Asks for a code and says what was wrong with it. */
function CodeForm({
  label,
  onCode,
  onCancel,
}: {
  label: string;
  onCode: (code: string) => Promise<void>;
  onCancel: () => void;
}) {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onCode(code.trim());
    } catch (failure) {
      setError(problemMessage(failure));
      setBusy(false);
    }
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event: FormEvent) => void submit(event)}
      sx={{ display: 'grid', gap: 3 }}
    >
      <TextField
        autoFocus
        required
        label={translate('auth.code')}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric', dir: 'ltr' } }}
      />
      {error && <Alert severity="error">{translate(error, { _: error })}</Alert>}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button type="submit" variant="contained" loading={busy} disabled={code.trim().length < 6}>
          {translate(label)}
        </Button>
        <Button onClick={onCancel}>{translate('actions.cancel')}</Button>
      </Box>
    </Box>
  );
}
