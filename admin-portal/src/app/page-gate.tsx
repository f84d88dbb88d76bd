import { usePermissions } from 'ra-core';
import type { MongoAbility } from '@casl/ability';
import type { ReactNode } from 'react';
import { PageSkeleton } from '../components/states';
import { ForbiddenPage } from '../frame/fallback-pages';

/** Shows a page only to those who may read its subject, or do to it what the page is for. */
export function PageGate({
  subject,
  action = 'read',
  children,
}: {
  subject: string | null;
  action?: string | undefined;
  children: ReactNode;
}) {
  const { permissions, isPending } = usePermissions<MongoAbility>();
  if (subject === null) return children;
  if (isPending || !permissions) return <PageSkeleton />;
  return permissions.can(action, subject) ? children : <ForbiddenPage />;
}
