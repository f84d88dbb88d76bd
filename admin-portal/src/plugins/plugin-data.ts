import type { Schemas } from '@app/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from '../data/http';

export type Plugin = Schemas['Plugin'];
export type PluginInstance = Schemas['PluginInstance'];
export type PluginKind = Plugin['kind'];

export const KINDS: readonly PluginKind[] = ['gateway', 'channel', 'codec'];

/** Colours of states: only what is abnormal has one. */
export const TONES = {
  up: 'good',
  idle: 'neutral',
  stopped: 'neutral',
  starting: 'neutral',
  degraded: 'medium',
  down: 'critical',
} as const satisfies Record<PluginInstance['status'], string>;

const REFRESH_MS = 5_000;

/** What is installed, and folders that cannot be used. */
export function usePlugins() {
  return useQuery({
    queryKey: ['plugins'],
    queryFn: ({ signal }) => get<Schemas['Plugins']>('/plugins', undefined, signal),
  });
}

/** All instances, asked every few seconds. */
export function useInstances() {
  return useQuery({
    queryKey: ['plugin-instances'],
    queryFn: async ({ signal }) => (await get<Schemas['PluginInstances']>('/plugin-instances', undefined, signal)).data,
    refetchInterval: REFRESH_MS,
  });
}

/** One instance, asked every few seconds. */
export function useInstance(id: string) {
  return useQuery({
    queryKey: ['plugin-instances', id],
    queryFn: ({ signal }) => get<PluginInstance>(`/plugin-instances/${id}`, undefined, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** The schema of a plugin's configuration; asked only when a form needs it. */
export function usePluginDetail(id: string | null) {
  return useQuery({
    queryKey: ['plugins', id],
    enabled: id !== null,
    queryFn: ({ signal }) => get<Schemas['PluginDetail']>(`/plugins/${id}`, undefined, signal),
  });
}

/** What an instance said last. */
export function usePluginLog(id: string) {
  return useQuery({
    queryKey: ['plugin-log', id],
    queryFn: async ({ signal }) =>
      (await get<Schemas['PluginLog']>(`/plugin-instances/${id}/log`, undefined, signal)).data,
    refetchInterval: REFRESH_MS,
  });
}

/** Lets everything about plugins be asked anew. */
export function useRefreshPlugins(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['plugin-instances'] }),
      queries.invalidateQueries({ queryKey: ['plugins'] }),
    ]);
  };
}
