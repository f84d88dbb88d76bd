import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '../data/http';
import { isTraining, type Comparison, type Detection, type Model, type ModelVersion } from './model-types';

const TRAINING_MS = 1_000;
const RESTING_MS = 30_000;

/** One model, followed while it is trained. */
export function useModel(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['models', id],
    queryFn: ({ signal }) => get<Model>(`/models/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isTraining(state.data) ? TRAINING_MS : RESTING_MS),
  });
  const put = useCallback((model: Model) => client.setQueryData(['models', model.id], model), [client]);
  return { model: query.data ?? null, error: query.data ? null : query.error, retry: query.refetch, put };
}

/** Versions of a model; looked up again when the model changes. */
export function useVersions(model: Model) {
  return useQuery({
    queryKey: ['models', model.id, 'versions', model.version, model.training.state],
    queryFn: ({ signal }) => get<{ data: ModelVersion[] }>(`/models/${model.id}/versions`, {}, signal),
    placeholderData: (before) => before,
  });
}

/** What a model found, newest first. */
export function useDetections(model: Model) {
  return useQuery({
    queryKey: ['models', model.id, 'detections', model.version],
    queryFn: ({ signal }) => get<{ data: Detection[] }>(`/models/${model.id}/detections`, { limit: 20 }, signal),
    refetchInterval: RESTING_MS,
    placeholderData: (before) => before,
  });
}

/** Two versions on the same readings. @param versions - null: nothing is asked for */
export function useComparison(id: string, versions: readonly number[] | null) {
  return useQuery({
    queryKey: ['models', id, 'compare', versions],
    queryFn: ({ signal }) =>
      get<Comparison>(`/models/${id}/compare`, { versions: (versions ?? []).join(','), days: 30 }, signal),
    enabled: versions !== null,
    staleTime: 60_000,
  });
}
