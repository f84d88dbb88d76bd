import type { Work } from '@app/database';
import { type PriorModel, type TimeSplit, builtInModel } from '../core';

/** A model as it is kept for a tenant. */
export interface StoredModel {
  readonly basis: 'own' | 'national' | 'built_in';
  /** Null: as the product came with it. */
  readonly trainedAt: Date | null;
  readonly recordsFrom: number | null;
  /** ISO day. */
  readonly recordsTo: string | null;
  readonly pipes: number;
  readonly breaks: number;
  readonly validation: TimeSplit | null;
  readonly model: PriorModel;
}

interface Coefficients {
  register: Record<'mean' | 'scale' | 'beta', number[]>;
  history: Record<'mean' | 'scale' | 'beta', number[]>;
}

/** The nation's model, as the last national run left it; null: there is none, the built-in one stands. */
export async function loadModel(work: Work, tenantId: number): Promise<PriorModel | null> {
  const [row] = await work.sql<{ coefficients: Coefficients }>(
    `select coefficients from maintenance_models where tenant_id = ? and basis = 'own'`,
    [tenantId],
  );
  if (row === undefined) return null;
  const { register, history } = row.coefficients;
  // Columns that another version of the product had do not fit this one.
  if (register.beta.length !== builtInModel.register.beta.length) return null;
  if (history.beta.length !== builtInModel.history.beta.length) return null;
  return { register: restored(register), history: restored(history) };
}

export async function storeModel(work: Work, tenantId: number, stored: StoredModel): Promise<void> {
  const { register, history } = stored.model;
  const coefficients: Coefficients = { register: plain(register), history: plain(history) };
  await work.sql(
    `insert into maintenance_models (tenant_id, basis, trained_at, records_from, records_to, pipes, breaks, validation, coefficients)
     values (?, ?, ?::timestamptz, ?, ?::date, ?, ?, ?::jsonb, ?::jsonb)
     on conflict (tenant_id) do update set basis = excluded.basis, trained_at = excluded.trained_at,
       records_from = excluded.records_from, records_to = excluded.records_to, pipes = excluded.pipes,
       breaks = excluded.breaks, validation = excluded.validation, coefficients = excluded.coefficients`,
    [
      tenantId,
      stored.basis,
      stored.trainedAt?.toISOString() ?? null,
      stored.recordsFrom,
      stored.recordsTo,
      stored.pipes,
      stored.breaks,
      stored.validation === null ? null : JSON.stringify(stored.validation),
      JSON.stringify(coefficients),
    ],
  );
}

function plain({ mean, scale, beta }: PriorModel['register']): Coefficients['register'] {
  return { mean: [...mean], scale: [...scale], beta: [...beta] };
}

function restored({ mean, scale, beta }: Coefficients['register']): PriorModel['register'] {
  return { mean: Float64Array.from(mean), scale: Float64Array.from(scale), beta: Float64Array.from(beta) };
}
