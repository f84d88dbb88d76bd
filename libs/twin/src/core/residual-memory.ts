import { type JudgeMemory, judge, newJudge } from './judge';
import { type RunningScale, learn, newScale, sigma } from './robust-scale';
import type { ModelLink } from './twin-types';

/** What is learned about the difference of one sensor from the model; small, and JSON. */
export interface ResidualMemory {
  /** Usual difference by the part of the day: a model is never right at all hours alike. */
  parts: RunningScale[];
  all: RunningScale;
  /** Of what is left when the usual difference is taken off. */
  rest: RunningScale;
  judge: JudgeMemory;
  /** Size of the measured values, for the floor of the scale. */
  size: number;
}

/** What became of one difference. */
export interface ResidualVerdict {
  /** Usual difference; null while it is being learned. */
  readonly bias: number | null;
  /** Standard deviations from it; null while it is being learned. */
  readonly z: number | null;
  /** The state of the alarm has changed with this moment. */
  readonly changed: boolean;
  readonly holds: -1 | 0 | 1;
}

const PARTS = 8;
/** Differences before anything is judged: a day of quarters of an hour. */
const FIRST = 96;
const FIRST_OF_PART = 6;
const FIRST_OF_REST = 24;
/** An alarm that holds so long is the new usual: a meter was moved, a valve stays open. */
const ADOPT_MS = 7 * 86_400_000;

/** Least standard deviation that is believed, canonical unit, and as a share of the size. */
const floors: Readonly<Record<ModelLink['quantity'], readonly [number, number]>> = {
  pressure: [1.5, 0.005],
  flow: [0.5, 0.02],
  level: [0.03, 0.005],
  power: [0.2, 0.03],
  percent: [2, 0.02],
};

export function newResidualMemory(): ResidualMemory {
  return {
    parts: Array.from({ length: PARTS }, newScale),
    all: newScale(),
    rest: newScale(),
    judge: newJudge(),
    size: 0,
  };
}

/** Usual difference of a sensor at an hour, canonical unit. */
export function usualDifference(memory: ResidualMemory, hourOfWeek: number): number {
  const part = partOf(memory, hourOfWeek);
  return part.n >= FIRST_OF_PART ? part.mean : memory.all.mean;
}

/** Takes the next difference of a sensor. Changes the memory; nothing is learned while an alarm holds. */
export function takeResidual(
  memory: ResidualMemory,
  quantity: ModelLink['quantity'],
  { at, hourOfWeek }: { at: number; hourOfWeek: number },
  measured: number,
  simulated: number,
): ResidualVerdict {
  const residual = measured - simulated;
  const part = partOf(memory, hourOfWeek);
  const bias = usualDifference(memory, hourOfWeek);
  memory.size += (Math.abs(measured) - memory.size) / Math.min(memory.all.n + 1, FIRST);
  const [least, share] = floors[quantity];
  const z = (residual - bias) / Math.max(sigma(memory.rest), least, share * memory.size);
  const isKnown = memory.all.n >= FIRST && memory.rest.n >= FIRST_OF_REST;
  const changed = isKnown && judge(memory.judge, z, at);
  const { holds, since } = memory.judge;
  if (holds !== 0 && at - since > ADOPT_MS) {
    Object.assign(memory, newResidualMemory(), { size: memory.size });
    return { bias: null, z: null, changed: true, holds: 0 };
  }
  if (holds === 0) {
    // Against a mean over all parts the spread would look larger than it is.
    if (part.n >= FIRST_OF_PART) learn(memory.rest, residual - bias);
    learn(part, residual, 150);
    learn(memory.all, residual);
  }
  return { bias: isKnown ? bias : null, z: isKnown ? z : null, changed, holds };
}

function partOf(memory: ResidualMemory, hourOfWeek: number): RunningScale {
  return memory.parts[Math.floor(((hourOfWeek % 24) * PARTS) / 24)] as RunningScale;
}
