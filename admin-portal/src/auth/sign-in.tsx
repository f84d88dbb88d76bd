import { useLogin } from 'ra-core';
import { useState } from 'react';
import { problemMessage } from '../data/problem';
import { AuthShell } from './auth-shell';
import { CodeForm } from './code-form';
import { PasswordForm } from './password-form';
import { MfaRequired } from './session';

/** Sign-in: name and password, then the code where a second factor is on. */
export function SignIn() {
  const login = useLogin();
  const [challenge, setChallenge] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (credentials: Parameters<typeof login>[0]): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await login(credentials);
    } catch (failure) {
      if (failure instanceof MfaRequired) setChallenge(failure.challenge);
      else setError(problemMessage(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthShell>
      {challenge === null ? (
        <PasswordForm
          busy={busy}
          error={error}
          onSubmit={(username, password) => void attempt({ username, password })}
        />
      ) : (
        <CodeForm
          busy={busy}
          error={error}
          onSubmit={(code) => void attempt({ challenge, code })}
          onBack={() => {
            setChallenge(null);
            setError(null);
          }}
        />
      )}
    </AuthShell>
  );
}
