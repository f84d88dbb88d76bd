import { type Band, asBand } from './bands';

/** A part of what a failure would mean. */
export interface ConsequencePart {
  readonly code: string;
  readonly points: number;
  readonly values: Readonly<Record<string, number | string>>;
  readonly text: string;
}

/** What a failure would mean, with its parts kept. */
export interface Consequence {
  readonly band: Band;
  readonly parts: readonly ConsequencePart[];
}

/** Facts of an asset that tell what hangs on it; attributes as they stand in the register. */
export interface ConsequenceFacts {
  readonly diameterMm: number | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Least diameter for each number of points, mm: flow grows with its square, and so does what is lost. */
const DIAMETERS: readonly (readonly [fromMm: number, points: number])[] = [
  [0, 1],
  [150, 2],
  [300, 3],
  [450, 4],
  [700, 5],
];
const USUAL_POINTS = 2;

/**
 * Consequence of a pipe's break: its size, and what the register says of customers, critical users, crossings and ways around
 * (attributes `customers`, `criticalUsers`, `crossing`, `redundant`).
 */
export function pipeConsequence({ diameterMm, attributes }: ConsequenceFacts): Consequence {
  const size = DIAMETERS.reduce((points, [from, next]) => ((diameterMm ?? 0) >= from ? next : points), 1);
  return total([
    diameterMm === null
      ? part('diameter-unknown', USUAL_POINTS, {}, 'Its diameter is not known')
      : part('diameter', size, { diameterMm: Math.round(diameterMm) }, `Its diameter is ${Math.round(diameterMm)} mm`),
    ...registerParts(attributes),
  ]);
}

/** Consequence of a pump's failure. @param standby - other pumps of its station */
export function pumpConsequence(attributes: ConsequenceFacts['attributes'], standby: number): Consequence {
  return total([
    standby > 0
      ? part('standby', 2, { pumps: standby }, `${standby} other pump${standby === 1 ? '' : 's'} at the station`)
      : part('no-standby', 4, {}, 'No other pump at the station'),
    ...registerParts(attributes),
  ]);
}

/** Consequence of a sensor's failure: what would go unseen. @param watched - how many limits raise alarms on it */
export function sensorConsequence(quantity: string, watched: number, hasOthers: boolean): Consequence {
  const quality = ['chlorine', 'turbidity', 'ph', 'conductivity'].includes(quantity);
  return total([
    quality ? part('quality', 3, {}, 'It watches water quality') : part('operation', 2, {}, 'It watches the operation'),
    ...(watched > 0 ? [part('limits', 1, { limits: watched }, 'Alarms hang on it')] : []),
    ...(hasOthers ? [] : [part('alone', 1, {}, 'No other sensor of its kind is near')]),
  ]);
}

function registerParts(attributes: ConsequenceFacts['attributes']): ConsequencePart[] {
  const customers = Number(attributes['customers'] ?? Number.NaN);
  const critical = Number(attributes['criticalUsers'] ?? 0);
  const crossing = attributes['crossing'];
  return [
    ...(customers >= 500
      ? [part('customers', customers >= 5_000 ? 2 : 1, { customers }, `${customers} customers`)]
      : []),
    ...(critical > 0 ? [part('critical-users', 2, { users: critical }, 'A hospital or another critical user')] : []),
    ...(typeof crossing === 'string' && crossing !== '' && crossing !== 'none'
      ? [part('crossing', 1, { crossing }, `It crosses: ${crossing}`)]
      : []),
    ...(attributes['redundant'] === true ? [part('redundant', -1, {}, 'There is another way for the water')] : []),
    ...(attributes['redundant'] === false ? [part('no-way-around', 1, {}, 'There is no other way for the water')] : []),
  ];
}

function part(code: string, points: number, values: ConsequencePart['values'], text: string): ConsequencePart {
  return { code, points, values, text };
}

function total(parts: readonly ConsequencePart[]): Consequence {
  return { band: asBand(parts.reduce((sum, { points }) => sum + points, 0)), parts };
}
