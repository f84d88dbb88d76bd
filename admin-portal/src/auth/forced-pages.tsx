import { type ReactElement, Suspense } from 'react';
import { lazyPage } from '../app/registry';
import { BootPage } from '../frame/boot-page';

const Password = lazyPage(() => import('./forced-password-page'), 'ForcedPasswordPage');
const Mfa = lazyPage(() => import('./forced-mfa-page'), 'ForcedMfaPage');

/** The forced change of password, fetched when needed. */
export function ForcedPasswordPage(): ReactElement {
  return (
    <Suspense fallback={<BootPage />}>
      <Password />
    </Suspense>
  );
}

/** The forced enrolment of a second factor, fetched when needed. */
export function ForcedMfaPage(): ReactElement {
  return (
    <Suspense fallback={<BootPage />}>
      <Mfa />
    </Suspense>
  );
}
