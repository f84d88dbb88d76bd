import { type LocalMoment } from './calendar';
import type { SensorScorer } from './sensor-scorer';
import { type SensorView, sensorViews } from './sensor-model';

/** One thing that was expected, and what was seen. */
export interface FeatureReason {
  /** Stable name: a view, `season`, `level` or `neighbour`. */
  code: SensorView | 'season' | 'level' | 'neighbour' | 'relation' | 'left_level' | 'changed_constant';
  /** Sensor that it is about, where it is not the one that was scored. */
  sensorId: string | null;
  name: string | null;
  /** Unit of that sensor; null: unknown. */
  expected: number | null;
  seen: number | null;
  /** Deviation as a multiple of the largest usual one; null for what only moves the expectation. */
  strength: number | null;
  /** By how much it moves what is expected of the scored sensor, in its unit; null where it moves nothing. */
  effect: number | null;
  /** One plain sentence. */
  text: string;
}

/** Why a reading has its score. */
export interface Explanation {
  /** The reason that weighs most. */
  code: FeatureReason['code'];
  text: string;
  /** Heaviest first. */
  features: FeatureReason[];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Four significant digits, never an exponent for everyday sizes. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/**
 * Explains the last reading that a scorer judged.
 * @param seen - the reading
 * @param unit - as people write it, for the sentences
 * @param beside - readings of the neighbours as they were given, or null
 */
export function explainSensor(
  scorer: SensorScorer,
  seen: number,
  unit: string,
  beside: readonly number[] | null = null,
): Explanation {
  const { model } = scorer;
  const amount = (value: number) => (unit === '' ? rounded(value) : `${rounded(value)} ${unit}`);
  const when = describe(scorer.moment());
  const views = sensorViews.flatMap((code, k): FeatureReason[] => {
    const deviation = scorer.deviations[k] as number;
    const strength = Math.abs(deviation) / (model.thresholds[k] as number);
    if (!(strength >= 0)) return [];
    const expected = code.endsWith('sustained') ? expectedOf(scorer, code) : seen - deviation * scorer.scale;
    const words: Record<SensorView, string> = {
      time_of_week: `${when}, about ${amount(expected)} is usual; ${amount(seen)} was seen.`,
      time_of_week_sustained: `For hours the readings have been ${deviation > 0 ? 'above' : 'below'} what is usual at this time of the week, about ${amount(expected)} now; ${amount(seen)} was seen.`,
      recent: `After the readings before, about ${amount(expected)} was to be expected; ${amount(seen)} was seen.`,
      neighbours: `Beside ${names(model.neighbours)}, about ${amount(expected)} was to be expected; ${amount(seen)} was seen.`,
      neighbours_sustained: `For hours the readings have been ${deviation > 0 ? 'above' : 'below'} what goes with ${names(model.neighbours)}, about ${amount(expected)} now; ${amount(seen)} was seen.`,
    };
    return [{ code, sensorId: null, name: null, expected, seen, strength, effect: null, text: words[code] }];
  });
  views.sort((a, b) => (b.strength as number) - (a.strength as number));
  const parts: FeatureReason[] = [];
  const moves = (code: FeatureReason['code'], effect: number, text: string) =>
    parts.push({ code, sensorId: null, name: null, expected: null, seen: null, strength: null, effect, text });
  if (model.season.length > 0)
    moves('season', scorer.seasonPart, `The time of the year moves it by ${amount(scorer.seasonPart)}.`);
  moves('level', scorer.levelPart, `The last days move it by ${amount(scorer.levelPart)}.`);
  model.neighbours.forEach(({ id, name }, j) => {
    const its = beside?.[j] ?? Number.NaN;
    const usual = scorer.neighbourUsual[j] as number;
    const effect = scorer.neighbourParts[j] as number;
    if (!Number.isFinite(its)) return;
    const text = `${name} shows ${rounded(its)} where ${rounded(usual)} is usual, which moves it by ${amount(effect)}.`;
    parts.push({ code: 'neighbour', sensorId: id, name, expected: usual, seen: its, strength: null, effect, text });
  });
  parts.sort((a, b) => Math.abs(b.effect as number) - Math.abs(a.effect as number));
  const [main] = views;
  return {
    code: main?.code ?? 'time_of_week',
    text: main?.text ?? 'Nothing is known of this time yet.',
    features: [...views, ...parts],
  };
}

function expectedOf(scorer: SensorScorer, code: SensorView): number {
  const base = scorer.usual + scorer.seasonPart + scorer.levelPart;
  return code === 'neighbours_sustained' ? base + scorer.neighbourParts.reduce((sum, part) => sum + part, 0) : base;
}

function names(neighbours: readonly { name: string }[]): string {
  const all = neighbours.map(({ name }) => name);
  return all.length < 2 ? (all[0] ?? 'its neighbours') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function describe({ weekday, hour, holiday }: LocalMoment): string {
  const clock = `${String(hour).padStart(2, '0')}:00`;
  return holiday ? `On a holiday around ${clock}` : `On a ${weekdays[weekday]} around ${clock}`;
}
