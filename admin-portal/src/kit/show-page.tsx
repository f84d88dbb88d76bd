import { type RaRecord, useGetOne } from 'ra-core';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { Page } from '../components/page-header';
import { ErrorState, PageSkeleton } from '../components/states';

export interface ShowPageProps<T> {
  resource: string;
  children: (record: T, refetch: () => void) => ReactNode;
  /** ms between renewals. */
  refreshMs?: number;
}

/** The page of one record, named by the address; with its ways of not being there. */
export function ShowPage<T extends RaRecord>({ resource, children, refreshMs }: ShowPageProps<T>) {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<T>(
    resource,
    { id: decodeURIComponent(id) },
    { refetchInterval: refreshMs },
  );
  if (data) return <Page>{children(data, () => void refetch())}</Page>;
  if (error) {
    return (
      <Page>
        <ErrorState page error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return <PageSkeleton />;
}
