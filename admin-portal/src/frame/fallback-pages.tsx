import LockOutlined from '@mui/icons-material/LockOutlined';
import TravelExploreOutlined from '@mui/icons-material/TravelExploreOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Page } from '../components/page-header';
import { EmptyState, ErrorState } from '../components/states';

function HomeButton() {
  const translate = useTranslate();
  return (
    <Button variant="contained" component={Link} to="/">
      {translate('actions.to_overview')}
    </Button>
  );
}

/** No page has this address. */
export function NotFoundPage() {
  return (
    <Page>
      <EmptyState
        page
        icon={<TravelExploreOutlined />}
        title="states.not_found_title"
        detail="states.not_found_detail"
        action={<HomeButton />}
      />
    </Page>
  );
}

/** The page exists, but not for this person. */
export function ForbiddenPage() {
  return (
    <Page>
      <EmptyState
        page
        icon={<LockOutlined />}
        title="states.forbidden_title"
        detail="states.forbidden_detail"
        action={<HomeButton />}
      />
    </Page>
  );
}

/** The portal itself failed. */
export function CrashPage({
  error,
  resetErrorBoundary,
}: {
  error?: unknown;
  resetErrorBoundary?: (cause?: unknown) => void;
}): ReactElement {
  return (
    <Page>
      <ErrorState page error={error} onRetry={() => (resetErrorBoundary ? resetErrorBoundary() : location.reload())} />
    </Page>
  );
}
