import type { ProblemList } from './inp-error';
import { clip, LineReader, readNumber, readTimeS } from './inp-values';
import type { InpLine } from './inp-lines';
import {
  isUsCustomary,
  type FlowUnits,
  type HeadlossFormula,
  type InpCurve,
  type InpOptions,
  type InpPattern,
  type InpTimes,
} from './network';

type Sections = Map<string, InpLine[]>;
const flowUnits: readonly string[] = ['CFS', 'GPM', 'MGD', 'IMGD', 'AFD', 'LPS', 'LPM', 'MLD', 'CMH', 'CMD'];
const twoWordOptions: readonly string[] = ['SPECIFIC', 'DEMAND', 'EMITTER', 'MINIMUM', 'REQUIRED', 'PRESSURE'];

/** Reads [OPTIONS]; a file that says nothing gets EPANET's own defaults (GPM, Hazen-Williams). */
export function parseOptions(sections: Sections, problems: ProblemList): InpOptions {
  const options: InpOptions = {
    flowUnits: 'GPM',
    headloss: 'H-W',
    pressureUnits: 'PSI',
    demandMultiplier: 1,
    defaultPatternId: '1',
    emitterExponent: 0.5,
    specificGravity: 1,
    viscosity: 1,
    entries: [],
  };
  let pressure: string | null = null;
  for (const line of sections.get('OPTIONS') ?? []) {
    const reader = new LineReader(line, 'OPTIONS', problems);
    const words = line.tokens.map((token) => token.toUpperCase());
    const [first = '', second = ''] = words;
    const two = twoWordOptions.some((word) => first.startsWith(word.slice(0, 4))) && words.length >= 3;
    const key = two ? `${first} ${second}` : first;
    options.entries.push({ key, value: line.tokens.slice(two ? 2 : 1).join(' ') });
    if (flowUnits.includes(first)) options.flowUnits = first as FlowUnits;
    else if (first.startsWith('UNIT')) setFlowUnits(options, second, reader);
    else if (first.startsWith('HEADL')) setHeadloss(options, second, reader);
    else if (key === 'PRESSURE') pressure = second;
    else if (first.startsWith('PATT')) options.defaultPatternId = line.tokens[1] ?? '1';
    else if (key.startsWith('DEMAND MULT')) options.demandMultiplier = reader.number(2, 'The demand multiplier', 1);
    else if (key.startsWith('EMITTER EXP')) options.emitterExponent = reader.number(2, 'The emitter exponent', 0.5);
    else if (key.startsWith('SPECIFIC'))
      options.specificGravity = reader.number(words.length - 1, 'The specific gravity', 1);
    else if (first.startsWith('VISC')) options.viscosity = reader.number(1, 'The viscosity', 1);
  }
  for (const line of sections.get('DEMANDS') ?? []) {
    if (line.tokens[0]?.toUpperCase() === 'MULTIPLY')
      options.demandMultiplier = readNumber(line.tokens[1] ?? '') ?? options.demandMultiplier;
  }
  if (!isUsCustomary(options.flowUnits)) options.pressureUnits = pressure?.startsWith('KPA') ? 'KPA' : 'METERS';
  return options;
}

function setFlowUnits(options: InpOptions, word: string, reader: LineReader): void {
  if (flowUnits.includes(word)) options.flowUnits = word as FlowUnits;
  else if (word === 'SI') options.flowUnits = 'LPS';
  else reader.fault(`The flow units '${clip(word)}' are not known.`, `Use one of ${flowUnits.join(', ')}.`);
}

function setHeadloss(options: InpOptions, word: string, reader: LineReader): void {
  const formula: HeadlossFormula | null = word.startsWith('H')
    ? 'H-W'
    : word.startsWith('D')
      ? 'D-W'
      : word.startsWith('C')
        ? 'C-M'
        : null;
  if (formula) options.headloss = formula;
  else reader.fault(`The head loss formula '${clip(word)}' is not known.`, 'Use H-W, D-W or C-M.');
}

/** Reads [TIMES]; what is missing gets EPANET's defaults. Keeps every line as written. */
export function parseTimes(sections: Sections, problems: ProblemList): InpTimes {
  const times: InpTimes = {
    durationS: 0,
    hydraulicStepS: 3600,
    patternStepS: 3600,
    patternStartS: 0,
    reportStepS: 3600,
    startClockS: 0,
    entries: [],
  };
  for (const line of sections.get('TIMES') ?? []) {
    const reader = new LineReader(line, 'TIMES', problems);
    const words = line.tokens.map((token) => token.toUpperCase());
    const numberAt = words.findIndex((word) => /^[\d.]/.test(word));
    if (numberAt < 1) {
      times.entries.push({ key: words[0] ?? '', value: line.tokens.slice(1).join(' ') });
      continue;
    }
    const key = words.slice(0, numberAt).join(' ');
    times.entries.push({ key, value: line.tokens.slice(numberAt).join(' ') });
    const seconds = readTimeS(line.tokens.slice(numberAt));
    if (seconds === null)
      reader.fault(
        `'${clip(line.text)}' is not a time.`,
        'Write hours (6.5), a clock (6:30) or a number with SEC, MIN, HOURS or DAYS.',
      );
    else setTime(times, key, seconds);
  }
  return times;
}

function setTime(times: InpTimes, key: string, seconds: number): void {
  if (key.startsWith('DURA')) times.durationS = seconds;
  else if (key.startsWith('HYDR')) times.hydraulicStepS = seconds;
  else if (/^PATT\w* (TIME)?STEP/.test(key) || key === 'PATTERN') times.patternStepS = seconds;
  else if (/^PATT\w* START/.test(key)) times.patternStartS = seconds;
  else if (/^REPO\w* (TIME)?STEP/.test(key)) times.reportStepS = seconds;
  else if (key.startsWith('START')) times.startClockS = seconds;
}

/** Reads [PATTERNS]; lines with the same id are joined. */
export function parsePatterns(sections: Sections, problems: ProblemList): Map<string, InpPattern> {
  const patterns = new Map<string, InpPattern>();
  for (const line of sections.get('PATTERNS') ?? []) {
    const reader = new LineReader(line, 'PATTERNS', problems);
    const id = reader.word(0, 'The id');
    const pattern = patterns.get(id) ?? { id, multipliers: [] };
    patterns.set(id, pattern);
    for (let index = 1; index < line.tokens.length; index += 1)
      pattern.multipliers.push(reader.number(index, 'The multiplier'));
  }
  for (const pattern of patterns.values()) if (pattern.multipliers.length === 0) pattern.multipliers.push(1);
  return patterns;
}

/** Reads [CURVES]; lines with the same id are joined, several points on one line are allowed. */
export function parseCurves(sections: Sections, problems: ProblemList): Map<string, InpCurve> {
  const curves = new Map<string, InpCurve>();
  for (const line of sections.get('CURVES') ?? []) {
    const reader = new LineReader(line, 'CURVES', problems);
    const id = reader.word(0, 'The id');
    const curve = curves.get(id) ?? { id, points: [] };
    curves.set(id, curve);
    for (let index = 1; index < line.tokens.length; index += 2) {
      curve.points.push({ x: reader.number(index, 'The x value'), y: reader.number(index + 1, 'The y value') });
    }
  }
  return curves;
}
