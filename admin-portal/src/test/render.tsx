import { QueryClient } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import { type AuthProvider, CoreAdminContext, type DataProvider, type I18nProvider, testDataProvider } from 'ra-core';
import type { ReactElement } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { buildAbility } from '../auth/ability';
import type { Me } from '../auth/session';
import { buildI18nProvider } from '../i18n/i18n-provider';
import type { Language } from '../i18n/languages';
import { Look } from '../theme/look';

/** A national administrator. */
export const admin: Me = {
  id: '01900000-0000-7000-8000-000000000001',
  username: 'admin',
  displayName: 'Nadia Admin',
  email: null,
  roles: ['nationalAdmin'],
  rules: [{ action: 'manage', subject: 'all' }],
  tenant: { id: '01900000-0000-7000-8000-000000000002', kind: 'nation', name: 'Talvera' },
  mustChangePassword: false,
  mfaEnabled: true,
  mfaRequired: false,
  mfaAdvised: false,
  locale: 'en',
};

export interface RenderOptions {
  path?: string;
  language?: Language;
  me?: Me;
  dataProvider?: Partial<DataProvider>;
}

/** Renders a part of the portal with everything around it that it may use. */
export async function renderInPortal(element: ReactElement, options: RenderOptions = {}): Promise<RenderResult> {
  const { path = '/', language = 'en', me = admin, dataProvider = {} } = options;
  const i18nProvider: I18nProvider = await buildI18nProvider(language);
  const authProvider: AuthProvider = {
    login: async () => undefined,
    logout: async () => undefined,
    checkAuth: async () => undefined,
    checkError: async () => undefined,
    getPermissions: async () => buildAbility(me),
    getIdentity: async () => ({ ...me, fullName: me.displayName }),
  };
  const router = createMemoryRouter(
    [
      {
        path: '*',
        element: (
          <CoreAdminContext
            authProvider={authProvider}
            dataProvider={testDataProvider(dataProvider)}
            i18nProvider={i18nProvider}
            queryClient={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
          >
            <Look>{element}</Look>
          </CoreAdminContext>
        ),
      },
    ],
    { initialEntries: [path] },
  );
  return render(<RouterProvider router={router} />);
}
