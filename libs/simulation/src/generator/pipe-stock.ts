import { writeRemark } from '@app/hydraulics';
import type { Random } from './random';

/** Nominal inner diameters on the market, mm. */
const nominalMm: readonly number[] = [80, 100, 125, 150, 200, 250, 300, 400, 500, 600, 800, 1000];

interface Era {
  readonly material: string;
  readonly from: number;
  readonly to: number;
  readonly largestMm: number;
  /** Hazen-Williams coefficient when new, and its loss per year. */
  readonly roughness: number;
  readonly ageing: number;
}

const eras: readonly Era[] = [
  { material: 'cast iron', from: 1924, to: 1965, largestMm: 400, roughness: 122, ageing: 0.38 },
  { material: 'asbestos cement', from: 1952, to: 1983, largestMm: 300, roughness: 138, ageing: 0.12 },
  { material: 'steel', from: 1948, to: 2005, largestMm: 1000, roughness: 130, ageing: 0.25 },
  { material: 'ductile iron', from: 1968, to: 2024, largestMm: 1000, roughness: 136, ageing: 0.12 },
  { material: 'PVC', from: 1972, to: 2012, largestMm: 250, roughness: 146, ageing: 0.06 },
  { material: 'HDPE', from: 1992, to: 2024, largestMm: 400, roughness: 148, ageing: 0.05 },
];

/** What a laid pipe is. */
export interface PipeStock {
  readonly diameterMm: number;
  readonly roughness: number;
  /** `key=value` remark that carries name, material and date of laying through the `.inp` file. */
  readonly comment: string;
}

/** Year for which roughness is worked out. */
const presentYear = 2025;

/**
 * Chooses a pipe.
 *
 * @param peakFlow - largest flow it has to carry, L/s
 * @param district - typical year of building there; single stretches were renewed later
 */
export function choosePipe(
  random: Random,
  peakFlow: number,
  leastMm: number,
  name: string,
  builtYear: number,
): PipeStock {
  const wantedMm = Math.sqrt((4 * (peakFlow / 1000)) / (Math.PI * 0.75)) * 1000;
  const diameterMm = nominalMm.find((size) => size >= Math.max(wantedMm, leastMm)) ?? 1000;
  const renewed = random.chance(0.12) ? random.int(1996, 2024) : builtYear + random.int(-6, 6);
  const year = Math.min(2024, Math.max(1924, renewed));
  const fitting = eras.filter((era) => year >= era.from && year <= era.to && diameterMm <= era.largestMm);
  const era = fitting.length > 0 ? random.pick(fitting) : (eras[3] as Era);
  const laid = Math.max(year, era.from);
  const roughness = Math.round(Math.max(70, era.roughness - era.ageing * (presentYear - laid)));
  const day = `${laid}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  return { diameterMm, roughness, comment: writeRemark({ name, material: era.material, installedOn: day }) };
}
