import type { Schemas } from '@app/api-client';
import type { MarkKind } from '../theme/tokens';

/** A judged pipe, pump or sensor, as GET /maintenance/risks lists it. */
export type Risk = Schemas['MaintenanceRisk'];
export type RiskKind = Risk['kind'];
export type RiskLevel = Risk['level'];
export type Matrix = Schemas['RiskMatrix'];
export type Run = Schemas['MaintenanceRun'];
export type Models = Schemas['MaintenanceModels'];
export type AssetBreak = Schemas['AssetBreak'];
export type Estimate = Schemas['RiskEstimate'];

export const KINDS = ['pipe', 'pump', 'sensor'] as const satisfies readonly RiskKind[];
export const LEVELS = ['very_high', 'high', 'medium', 'low'] as const satisfies readonly RiskLevel[];
export const BREAK_KINDS = [
  'unknown',
  'circumferential',
  'longitudinal',
  'corrosion',
  'joint',
  'fitting',
  'third_party',
  'other',
] as const satisfies readonly AssetBreak['kind'][];
export const BANDS = [1, 2, 3, 4, 5] as const;

/** How a level is coloured: what is low is nothing to look at. */
export const toneOf: Readonly<Record<RiskLevel, MarkKind | 'neutral'>> = {
  very_high: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'neutral',
};

/** Level of likelihood times consequence. */
export function levelOf(risk: number): RiskLevel {
  if (risk >= 15) return 'very_high';
  if (risk >= 10) return 'high';
  return risk >= 5 ? 'medium' : 'low';
}

/** The kind that an address names; pipes by default. */
export function kindOf(text: string | undefined): RiskKind {
  return KINDS.find((kind) => kind === text) ?? 'pipe';
}

/** Still changing by itself. */
export function isMoving(run: Run | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'running';
}

/** Page of the thing itself. */
export const pageOfThing = ({ kind, id }: Pick<Risk, 'kind' | 'id'>): string =>
  kind === 'sensor' ? `/sensors/${id}/show` : `/assets/${id}/show`;
