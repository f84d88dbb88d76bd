import type { Schemas } from '@app/api-client';

/** A learned model, as GET /models/{id} answers it. */
export type Model = Schemas['Model'];
export type ModelVersion = Schemas['ModelVersion'];
export type Metrics = Schemas['ModelMetrics'];
export type Comparison = Schemas['ModelComparison'];
export type Detection = Schemas['ModelDetection'];
export type Explanation = Schemas['ModelExplanation'];
export type Feature = Explanation['features'][number];

export const STATES = ['active', 'shadow', 'candidate', 'untrained'] as const satisfies readonly Model['state'][];
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Model['priority'][];
export const PROMOTIONS = ['manual', 'if_better'] as const satisfies readonly Model['retrain']['promote'][];

/** Is a version being trained? */
export function isTraining({ training }: Pick<Model, 'training'>): boolean {
  return training.state === 'queued' || training.state === 'running';
}
