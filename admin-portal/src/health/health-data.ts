import type { Schemas } from '@app/api-client';
import { useQuery } from '@tanstack/react-query';
import { get } from '../data/http';
import { ApiError } from '../data/problem';

/** A dependency of the platform and its details. */
export interface Dependency {
  status: 'up' | 'degraded' | 'down';
  [detail: string]: unknown;
}

/** Answer of GET /health/ready. */
export interface Readiness {
  status: string;
  dependencies: Record<string, Dependency>;
}

/** Background work as GET /system/jobs tells it. */
export type JobsState = Schemas['JobsState'];

/** Not ready is an answer too: its body says which dependency is down. */
async function readReadiness(signal: AbortSignal): Promise<Readiness> {
  try {
    return await get<Readiness>('/health/ready', undefined, signal);
  } catch (error) {
    const body: unknown = error instanceof ApiError && error.status === 503 ? error.body : null;
    if (typeof body === 'object' && body !== null && 'dependencies' in body) return body as Readiness;
    throw error;
  }
}

/** The platform's dependencies, asked every ten seconds. */
export function useReadiness() {
  return useQuery({
    queryKey: ['readiness'],
    queryFn: ({ signal }) => readReadiness(signal),
    refetchInterval: 10_000,
    retry: false,
  });
}

/** Queues and jobs, asked every ten seconds. */
export function useJobs() {
  return useQuery({
    queryKey: ['system-jobs'],
    queryFn: ({ signal }) => get<JobsState>('/system/jobs', undefined, signal),
    refetchInterval: 10_000,
  });
}
