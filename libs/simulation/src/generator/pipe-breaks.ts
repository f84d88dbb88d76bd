import { type InpNetwork, readRemark } from '@app/hydraulics';
import { Random } from './random';

/** A break of the past, as it is handed in at POST /maintenance/breaks. */
export interface PastBreak {
  /** Code of the pipe. */
  readonly asset: string;
  /** ISO day. */
  readonly brokeOn: string;
  readonly kind: 'circumferential' | 'longitudinal' | 'corrosion' | 'joint' | 'unknown';
}

/** Years of records. */
const YEARS = 25;
const DAY_MS = 86_400_000;

interface Habit {
  /** Breaks of a kilometre and year at an age of 50 years and a diameter of 150 mm. */
  readonly perKm: number;
  /** Growth of that with each year of age. */
  readonly ageing: number;
  readonly kinds: readonly PastBreak['kind'][];
}

const usual: Habit = { perKm: 0.07, ageing: 0.02, kinds: ['unknown', 'joint'] };
/** Orders of magnitude by material as surveys of North American networks have them (Folkman, Utah State University, 2018). */
const habits: Readonly<Record<string, Habit>> = {
  'cast iron': {
    perKm: 0.18,
    ageing: 0.025,
    kinds: ['circumferential', 'circumferential', 'corrosion', 'longitudinal'],
  },
  'asbestos cement': { perKm: 0.08, ageing: 0.03, kinds: ['circumferential', 'longitudinal', 'unknown'] },
  steel: { perKm: 0.07, ageing: 0.03, kinds: ['corrosion', 'joint'] },
  'ductile iron': { perKm: 0.05, ageing: 0.035, kinds: ['corrosion', 'joint', 'circumferential'] },
  PVC: { perKm: 0.025, ageing: 0.02, kinds: ['joint', 'longitudinal'] },
  HDPE: { perKm: 0.02, ageing: 0.015, kinds: ['joint', 'unknown'] },
};

/**
 * Breaks that a network would have had: a Poisson process for each pipe that rises with age and length and falls with diameter, and a
 * factor of its own (exponential, mean 1), which makes some pipes break again and again.
 *
 * @param seed - the same seed, network and year give the same breaks
 * @param untilMs - no break is later
 */
export function pastBreaks(network: InpNetwork, seed: string, untilMs: number): PastBreak[] {
  const lastYear = new Date(untilMs).getUTCFullYear();
  const breaks: PastBreak[] = [];
  for (const pipe of network.pipes) {
    const { material, installedOn } = readRemark(pipe.comment, pipe.tag);
    if (material === null || installedOn === null) continue;
    const random = new Random(`${seed}/breaks/${pipe.id}`);
    const habit = habits[material] ?? usual;
    const own = random.exponential(1);
    const size = Math.sqrt(150 / Math.max(50, pipe.diameter));
    const laid = Date.parse(installedOn);
    for (let year = lastYear - YEARS; year <= lastYear; year += 1) {
      const age = year - new Date(laid).getUTCFullYear();
      const rate = (pipe.length / 1_000) * habit.perKm * Math.exp(habit.ageing * (age - 50)) * size * own;
      // Waiting times between the breaks of a year, so that one year may have several.
      for (let share = random.exponential(1) / rate; share < 1; share += random.exponential(1) / rate) {
        const timeMs = Date.UTC(year, 0, 1) + Math.floor(share * 365) * DAY_MS;
        const kind = random.pick(habit.kinds);
        if (timeMs < laid || timeMs > untilMs) continue;
        breaks.push({ asset: pipe.id, brokeOn: new Date(timeMs).toISOString().slice(0, 10), kind });
      }
    }
  }
  return breaks;
}
