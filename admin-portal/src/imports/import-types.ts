import type { Schemas } from '@app/api-client';

/** An import, as GET /imports/{id} answers it. */
export type HistoryImport = Schemas['HistoryImport'];
export type Detected = Schemas['ImportDetected'];
export type DryRun = Schemas['ImportDryRun'];
export type Mapping = Schemas['ImportMapping'];
export type ErrorCounts = DryRun['errors'];

export const STATES = [
  'uploading',
  'uploaded',
  'mapped',
  'queued',
  'running',
  'finished',
  'failed',
  'cancelled',
] as const satisfies readonly HistoryImport['state'][];

/** Still changing by itself. */
export function isMoving({ state }: Pick<HistoryImport, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** Steps of the form, and the one that a state belongs to. */
export const STEPS = ['file', 'columns', 'trial', 'run'] as const;
export type Step = (typeof STEPS)[number];

export function stepOf(item: HistoryImport | null): Step {
  if (item === null || item.state === 'uploading') return 'file';
  if (item.state === 'uploaded') return 'columns';
  if (item.state === 'mapped') return item.dryRun === null ? 'columns' : 'trial';
  return 'run';
}
