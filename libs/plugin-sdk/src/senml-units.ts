/**
 * Units of the SenML registry whose spelling differs from ours. All others are handed on as they are: what is unknown or
 * measures something else is refused where the sensor is known.
 */
const spellings: Readonly<Record<string, string>> = {
  l: 'L',
  'l/s': 'L/s',
  '/': '1',
  '/100': '%',
  '%RH': '%',
  '%EL': '%',
};

/** One letter that SenML and people use for different things: reading it as people mean it would be a guess. */
const confusing: Readonly<Record<string, string>> = {
  C: 'coulomb; send "Cel" for degrees Celsius',
  F: 'farad; send "[degF]" for degrees Fahrenheit',
};

/** The unit as the platform spells it. */
export function unitOfSenml(unit: string): string {
  return Object.hasOwn(spellings, unit) ? (spellings[unit] as string) : unit;
}

/** Why a unit cannot be taken; null: it can. */
export function unitFault(unit: string): string | null {
  return Object.hasOwn(confusing, unit) ? `In SenML "${unit}" is ${confusing[unit] as string}` : null;
}
