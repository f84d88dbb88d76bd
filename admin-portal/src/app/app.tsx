import { QueryClient } from '@tanstack/react-query';
import { CoreAdminContext, CoreAdminUI, CustomRoutes, type I18nProvider, Resource } from 'ra-core';
import { type ReactElement, Suspense } from 'react';
import { createBrowserRouter, Route, RouterProvider } from 'react-router';
import { buildAuthProvider } from '../auth/auth-provider';
import { SignInPage } from '../auth/sign-in-page';
import { PageSkeleton } from '../components/states';
import { buildDataProvider } from '../data/data-provider';
import { ApiError } from '../data/problem';
import { CrashPage, ForbiddenPage, NotFoundPage } from '../frame/fallback-pages';
import { Frame } from '../frame/frame';
import { BootPage } from '../frame/boot-page';
import { OverviewPage } from '../overview/lazy';
import { Look } from '../theme/look';
import { PageGate } from './page-gate';
import { byCursor, byIds, pages, pathOf, resources, subjectOf } from './screens';

const dataProvider = buildDataProvider({ pathOf, byCursor, byIds });
const authProvider = buildAuthProvider(subjectOf);

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only what may pass by itself is tried again.
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiError && (error.status ?? 0) >= 400 && (error.status ?? 0) < 500),
    },
  },
});

function Portal({ i18nProvider }: { i18nProvider: I18nProvider }): ReactElement {
  return (
    <CoreAdminContext
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
    >
      <Look>
        <CoreAdminUI
          title="Hydrant"
          requireAuth
          disableTelemetry
          dashboard={OverviewPage}
          layout={Frame}
          loading={BootPage}
          loginPage={SignInPage}
          catchAll={NotFoundPage}
          error={CrashPage}
          accessDenied={ForbiddenPage}
          authenticationError={ForbiddenPage}
        >
          {resources.map(({ name, list, show, edit, create, recordRepresentation }) => (
            <Resource
              key={name}
              name={name}
              list={list}
              show={show}
              edit={edit}
              create={create}
              recordRepresentation={recordRepresentation}
            />
          ))}
          <CustomRoutes>
            {pages.map(({ path, component: Component, subject, action }) => (
              <Route
                key={path}
                path={`/${path}`}
                element={
                  <PageGate subject={subject} action={action}>
                    <Suspense fallback={<PageSkeleton />}>
                      <Component />
                    </Suspense>
                  </PageGate>
                }
              />
            ))}
          </CustomRoutes>
        </CoreAdminUI>
      </Look>
    </CoreAdminContext>
  );
}

/** The portal with its router; `i18nProvider` already speaks its first language. */
export function App({ i18nProvider }: { i18nProvider: I18nProvider }): ReactElement {
  return (
    <RouterProvider router={createBrowserRouter([{ path: '*', element: <Portal i18nProvider={i18nProvider} /> }])} />
  );
}
