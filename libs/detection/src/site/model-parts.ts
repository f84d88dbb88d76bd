import type { DepartureModel } from './departure';
import type { RelationModel } from './relation';
import type { SiteModel } from './site-model';

type Parts = SiteModel['parts'];

/** The relations as parts of a model; none when there are no relations. */
export function relationParts(relation: RelationModel | null): Parts {
  if (relation === null) return {};
  const { layout } = relation;
  return {
    relationActive: Float64Array.from(layout.active),
    relationProducts: Float64Array.from(layout.products),
    relationShape: Float64Array.of(layout.daily, layout.weekly, layout.width),
    relationMean: relation.mean,
    relationSpread: relation.spread,
    relationWeights: relation.weights,
    relationLimits: relation.limits,
    relationGram: relation.gram,
  };
}

/** The relations of a model, null when it has none. */
export function relationOf(parts: Parts): RelationModel | null {
  if (parts['relationShape'] === undefined) return null;
  const shape = part(parts, 'relationShape');
  return {
    layout: {
      active: Int32Array.from(part(parts, 'relationActive')),
      products: Int32Array.from(part(parts, 'relationProducts')),
      daily: shape[0] ?? 0,
      weekly: shape[1] ?? 0,
      width: shape[2] ?? 0,
    },
    mean: part(parts, 'relationMean'),
    spread: part(parts, 'relationSpread'),
    weights: part(parts, 'relationWeights'),
    limits: part(parts, 'relationLimits'),
    gram: part(parts, 'relationGram'),
  };
}

/** The departures of a model. */
export function departureOf(parts: Parts): DepartureModel {
  return {
    levelRows: part(parts, 'departureLevelRows')[0] ?? 0,
    meanRows: Int32Array.from(part(parts, 'departureMeanRows')),
    limits: part(parts, 'departureLimits'),
    low: part(parts, 'departureLow'),
    high: part(parts, 'departureHigh'),
  };
}

/** One part of a model, empty when it is not there. */
export function part(parts: Parts, name: string): Float64Array {
  return parts[name] ?? new Float64Array(0);
}
