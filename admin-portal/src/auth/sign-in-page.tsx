import { lazyPage } from '../app/registry';
import { Suspense } from 'react';
import { BootPage } from '../frame/boot-page';

const SignIn = lazyPage(() => import('./sign-in'), 'SignIn');

/** The sign-in page, fetched when needed. */
export function SignInPage() {
  return (
    <Suspense fallback={<BootPage />}>
      <SignIn />
    </Suspense>
  );
}
