import { Suspense } from 'react';
import { lazyPage } from '../app/registry';
import { PageSkeleton } from '../components/states';

const LazyOverview = lazyPage(() => import('./overview-page'), 'OverviewPage');

/** The overview, fetched when first shown. */
export function OverviewPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <LazyOverview />
    </Suspense>
  );
}
