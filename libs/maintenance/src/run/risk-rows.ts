import type { RiskBasis, RiskKind } from '@app/contracts';
import type { Work } from '@app/database';
import type { Band, Consequence, Estimate, Reason } from '../core';

/** A judged thing as it is stored. */
export interface RiskRow {
  readonly id: string;
  readonly likelihood: Band;
  readonly consequence: Consequence;
  readonly probability: Estimate | null;
  readonly remaining: Estimate | null;
  readonly perMetre: number | null;
  readonly inspection: number | null;
  readonly healthScore: number | null;
  readonly basis: RiskBasis;
  readonly reasons: readonly Reason[];
  readonly measures: Readonly<Record<string, number | null>>;
}

const ROWS_PER_STATEMENT = 2_000;

/** Days that the probability of each kind looks ahead. */
export const horizonDays: Record<RiskKind, number> = { pipe: 1_461, pump: 90, sensor: 30 };

/** Puts what a run found of one kind in the place of what was known before. */
export async function replaceRisks(
  work: Work,
  tenantId: number,
  kind: RiskKind,
  runId: string,
  rows: readonly RiskRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + ROWS_PER_STATEMENT).map((row) => ({
      id: row.id,
      likelihood: row.likelihood,
      consequence: row.consequence.band,
      probability: row.probability?.value ?? null,
      probability_low: row.probability?.low ?? null,
      probability_high: row.probability?.high ?? null,
      per_metre: row.perMetre,
      inspection: row.inspection,
      health_score: row.healthScore,
      remaining: row.remaining?.value ?? null,
      remaining_low: row.remaining?.low ?? null,
      remaining_high: row.remaining?.high ?? null,
      basis: row.basis,
      reasons: row.reasons,
      consequence_parts: row.consequence.parts,
      measures: row.measures,
    }));
    await work.sql(
      `insert into maintenance_risks (tenant_id, kind, run_id, horizon_days, computed_at, ${columns})
       select ?, ?, ?::uuid, ?, now(), ${columns} from jsonb_to_recordset(?::jsonb) as given (${types})
       on conflict (tenant_id, kind, id) do update set run_id = excluded.run_id, horizon_days = excluded.horizon_days,
         computed_at = excluded.computed_at, ${updates}`,
      [tenantId, kind, runId, horizonDays[kind], JSON.stringify(part)],
    );
  }
  await work.sql(`delete from maintenance_risks where tenant_id = ? and kind = ? and run_id <> ?::uuid`, [
    tenantId,
    kind,
    runId,
  ]);
}

const typeOf: Record<string, string> = {
  id: 'uuid',
  likelihood: 'int2',
  consequence: 'int2',
  probability: 'float8',
  probability_low: 'float8',
  probability_high: 'float8',
  per_metre: 'float8',
  inspection: 'float8',
  health_score: 'float8',
  remaining: 'float8',
  remaining_low: 'float8',
  remaining_high: 'float8',
  basis: 'text',
  reasons: 'jsonb',
  consequence_parts: 'jsonb',
  measures: 'jsonb',
};
const names = Object.keys(typeOf);
const columns = names.join(', ');
const types = names.map((name) => `${name} ${typeOf[name]}`).join(', ');
const updates = names
  .filter((name) => name !== 'id')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');
