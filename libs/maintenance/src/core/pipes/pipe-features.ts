import { type MaterialFamily, type PipeRecord, familyOf } from './pipe';

/** Columns of the first stage, in their order. */
export const featureNames = [
  'intercept',
  'length',
  'lengthOver30',
  'diameter',
  'transport',
  'ductileIron',
  'castIron',
  'concrete',
  'other',
  'asbestosCement',
  'steel',
  'age',
  'ageOver20',
  'ageOver40',
  'ageOver60',
  'ductileAge',
  'castAge',
  'plasticAge',
  'ageUnknown',
  'lined',
  'pressure',
] as const;

export const FEATURES = featureNames.length;

/** Columns that tell one story, for reasons in words. */
export const featureGroups = {
  length: ['length', 'lengthOver30'],
  diameter: ['diameter', 'transport'],
  material: ['ductileIron', 'castIron', 'concrete', 'other', 'asbestosCement', 'steel'],
  age: ['age', 'ageOver20', 'ageOver40', 'ageOver60', 'ductileAge', 'castAge', 'plasticAge', 'ageUnknown'],
  lining: ['lined'],
  pressure: ['pressure'],
} as const satisfies Record<string, readonly (typeof featureNames)[number][]>;
export type FeatureGroup = keyof typeof featureGroups;

const USUAL_DIAMETER_MM = 150;
const USUAL_PRESSURE_KPA = 400;
const OLDEST = 120;

/** Years of laying that stand in for unknown ones: the middle of the same family, else of all. */
function usualYears(pipes: readonly PipeRecord[]): (family: MaterialFamily) => number {
  const byFamily = new Map<MaterialFamily, number[]>();
  const all: number[] = [];
  for (const { installed, material } of pipes) {
    if (installed === null) continue;
    const family = familyOf(material);
    const years = byFamily.get(family) ?? [];
    years.push(installed);
    byFamily.set(family, years);
    all.push(installed);
  }
  const middles = new Map([...byFamily].map(([family, years]) => [family, middle(years)]));
  const overall = all.length > 0 ? middle(all) : 1970;
  return (family) => middles.get(family) ?? overall;
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** A pipe made ready for the model. */
export interface PreparedPipe {
  readonly record: PipeRecord;
  readonly family: MaterialFamily;
  /** Decimal year; the usual one of its family where it is not known. */
  readonly laid: number;
  readonly lengthM: number;
}

/** Prepares pipes once; their features are asked for many years. */
export function preparePipes(pipes: readonly PipeRecord[]): PreparedPipe[] {
  const usual = usualYears(pipes);
  return pipes.map((record) => {
    const family = familyOf(record.material);
    return {
      record,
      family,
      laid: record.installed ?? usual(family),
      lengthM: Math.max(0.3, Number.isFinite(record.lengthM) ? record.lengthM : 0.3),
    };
  });
}

/**
 * Writes the columns of a pipe as they stand at a time. Logarithms of length and diameter and pieces of straight lines in age, after
 * the covariates that the literature finds to matter (length, diameter, material, age).
 *
 * @param time - decimal year
 * @param into - row-major rows; @param start - place of the row's first column
 * @see Kleiner and Rajani (2001), Comprehensive review of structural deterioration of water mains: statistical models, Urban Water 3(3)
 */
export function writeFeatures(pipe: PreparedPipe, time: number, into: Float64Array, start: number): void {
  const { record, family, laid } = pipe;
  const diameter = record.diameterMm !== null && record.diameterMm > 0 ? record.diameterMm : USUAL_DIAMETER_MM;
  const age = Math.min(OLDEST, Math.max(0, time - laid));
  const logLength = Math.log(pipe.lengthM);
  const values = [
    1,
    logLength,
    Math.max(0, logLength - Math.log(30)),
    Math.log(diameter / USUAL_DIAMETER_MM),
    diameter >= 400 ? 1 : 0,
    family === 'ductile_iron' ? 1 : 0,
    family === 'cast_iron' ? 1 : 0,
    family === 'concrete' ? 1 : 0,
    family === 'other' ? 1 : 0,
    family === 'asbestos_cement' ? 1 : 0,
    family === 'steel' ? 1 : 0,
    age / 10,
    Math.max(0, age - 20) / 10,
    Math.max(0, age - 40) / 10,
    Math.max(0, age - 60) / 10,
    family === 'ductile_iron' ? (age - 45) / 10 : 0,
    family === 'cast_iron' ? (age - 45) / 10 : 0,
    family === 'plastic' ? (age - 25) / 10 : 0,
    record.installed === null ? 1 : 0,
    record.lined !== null && record.lined <= time ? 1 : 0,
    record.pressureKpa === null ? 0 : (record.pressureKpa - USUAL_PRESSURE_KPA) / 100,
  ];
  into.set(values, start);
}
