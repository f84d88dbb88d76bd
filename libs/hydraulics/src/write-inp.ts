import { allLinks, allNodes } from './placement';
import type { InpElement, InpEntry, InpJunction, InpNetwork, InpOptions, InpPump, InpTimes, InpValve } from './network';

type Cell = string | number | null;

/**
 * Writes a network as an EPANET 2.2 input file, in the units of the network. What {@link parseInp} reads from it is the
 * same network again.
 *
 * @returns the text, lines ended by `\n`
 */
export function writeInp(network: InpNetwork): string {
  const out: string[] = ['[TITLE]', ...network.title, ''];
  section(out, 'JUNCTIONS', network.junctions, (node) => [node.id, node.elevation, ...inlineDemand(node)]);
  section(out, 'RESERVOIRS', network.reservoirs, (node) => [node.id, node.head, node.patternId]);
  section(out, 'TANKS', network.tanks, (tank) => {
    const volume = [tank.minVolume, tank.volumeCurveId ?? (tank.overflow ? '*' : null), tank.overflow ? 'YES' : null];
    return [tank.id, tank.elevation, tank.initialLevel, tank.minLevel, tank.maxLevel, tank.diameter, ...volume];
  });
  section(out, 'PIPES', network.pipes, (pipe) => {
    const status = pipe.status === 'cv' ? 'CV' : pipe.status === 'closed' ? 'Closed' : 'Open';
    return [pipe.id, pipe.from, pipe.to, pipe.length, pipe.diameter, pipe.roughness, pipe.minorLoss, status];
  });
  section(out, 'PUMPS', network.pumps, pumpCells);
  section(out, 'VALVES', network.valves, valveCells);
  rows(out, 'TAGS', [
    ...allNodes(network).flatMap((node) => (node.tag === null ? [] : [['NODE', node.id, node.tag]])),
    ...allLinks(network).flatMap((link) => (link.tag === null ? [] : [['LINK', link.id, link.tag]])),
  ]);
  writeDemands(out, network);
  rows(out, 'STATUS', [
    ...network.pumps.flatMap((pump) => (pump.status === 'closed' ? [[pump.id, 'Closed']] : [])),
    ...network.valves.flatMap((valve) =>
      valve.status === 'active' ? [] : [[valve.id, valve.status === 'open' ? 'Open' : 'Closed']],
    ),
  ]);
  rows(
    out,
    'PATTERNS',
    network.patterns.flatMap(({ id, multipliers }) => chunks(multipliers, 6).map((part) => [id, ...part])),
  );
  rows(
    out,
    'CURVES',
    network.curves.flatMap(({ id, points }) => points.map(({ x, y }) => [id, x, y])),
  );
  text(out, 'CONTROLS', network.controls);
  text(out, 'RULES', network.rules);
  rows(
    out,
    'EMITTERS',
    network.junctions.flatMap((node) => (node.emitter === null ? [] : [[node.id, node.emitter]])),
  );
  for (const other of network.otherSections) text(out, other.name, other.lines);
  rows(out, 'TIMES', timeRows(network.times));
  rows(out, 'OPTIONS', optionRows(network.options));
  rows(
    out,
    'COORDINATES',
    allNodes(network).flatMap(({ id, position }) => (position ? [[id, position.x, position.y]] : [])),
  );
  rows(
    out,
    'VERTICES',
    allLinks(network).flatMap(({ id, vertices }) => vertices.map(({ x, y }) => [id, x, y])),
  );
  out.push('[END]', '');
  return out.join('\n');
}

function section<T extends InpElement>(
  out: string[],
  name: string,
  elements: readonly T[],
  cells: (element: T) => Cell[],
): void {
  out.push(`[${name}]`);
  for (const element of elements)
    out.push(row(cells(element)) + (element.comment === null ? '' : ` ;${element.comment}`));
  out.push('');
}

function rows(out: string[], name: string, lines: readonly (readonly Cell[])[]): void {
  text(out, name, lines.map(row));
}

function text(out: string[], name: string, lines: readonly string[]): void {
  if (lines.length > 0) out.push(`[${name}]`, ...lines, '');
}

/** Columns with tabs between; missing cells at the end are left out. */
function row(cells: readonly Cell[]): string {
  const words = cells.map((cell) => (cell === null ? '' : String(cell)));
  while (words.at(-1) === '') words.pop();
  return words.map((word) => (word === '' ? '*' : word.includes(' ') ? `"${word}"` : word)).join('\t');
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
  return parts;
}

/** A single demand without category stands in [JUNCTIONS], anything else in [DEMANDS]. */
function inlineDemand(node: InpJunction): Cell[] {
  const [demand] = node.demands;
  return demand && isInline(node) ? [demand.base, demand.patternId] : [0];
}

function isInline(node: InpJunction): boolean {
  return node.demands.length === 1 && node.demands[0]?.category === null;
}

function writeDemands(out: string[], network: InpNetwork): void {
  const lines = network.junctions
    .filter((node) => !isInline(node))
    .flatMap((node) =>
      node.demands.map(
        ({ base, patternId, category }) => row([node.id, base, patternId]) + (category === null ? '' : ` ;${category}`),
      ),
    );
  text(out, 'DEMANDS', lines);
}

function pumpCells(pump: InpPump): Cell[] {
  const cells: Cell[] = [pump.id, pump.from, pump.to];
  if (pump.headCurveId !== null) cells.push('HEAD', pump.headCurveId);
  if (pump.power !== null) cells.push('POWER', pump.power);
  if (pump.speed !== 1) cells.push('SPEED', pump.speed);
  if (pump.patternId !== null) cells.push('PATTERN', pump.patternId);
  return cells;
}

function valveCells(valve: InpValve): Cell[] {
  const setting = valve.kind === 'GPV' ? valve.curveId : valve.setting;
  const cells: Cell[] = [valve.id, valve.from, valve.to, valve.diameter, valve.kind, setting, valve.minorLoss];
  return valve.kind === 'PCV' ? [...cells, valve.curveId] : cells;
}

function timeRows(times: InpTimes): Cell[][] {
  const typed: [string, RegExp, number][] = [
    ['DURATION', /^DURA/, times.durationS],
    ['HYDRAULIC TIMESTEP', /^HYDR/, times.hydraulicStepS],
    ['PATTERN TIMESTEP', /^PATT\w*( (TIME)?STEP|$)/, times.patternStepS],
    ['PATTERN START', /^PATT\w* START/, times.patternStartS],
    ['REPORT TIMESTEP', /^REPO\w* (TIME)?STEP/, times.reportStepS],
    ['START CLOCKTIME', /^START/, times.startClockS],
  ];
  const others = times.entries.filter(({ key }) => !typed.some(([, pattern]) => pattern.test(key)));
  return [...typed.map(([key, , seconds]) => [...key.split(' '), clock(seconds)]), ...others.map(plain)];
}

function clock(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

function optionRows(options: InpOptions): Cell[][] {
  const typed: [string, RegExp, Cell][] = [
    ['UNITS', /^(UNIT|CFS$|GPM$|MGD$|IMGD$|AFD$|LPS$|LPM$|MLD$|CMH$|CMD$)/, options.flowUnits],
    ['HEADLOSS', /^HEADL/, options.headloss],
    ['PRESSURE', /^PRESSURE$/, options.pressureUnits],
    ['PATTERN', /^PATT/, options.defaultPatternId],
    ['DEMAND MULTIPLIER', /^DEMAND MULT/, options.demandMultiplier],
    ['EMITTER EXPONENT', /^EMITTER EXP/, options.emitterExponent],
    ['SPECIFIC GRAVITY', /^SPECIFIC/, options.specificGravity],
    ['VISCOSITY', /^VISC/, options.viscosity],
  ];
  const others = options.entries.filter(({ key }) => !typed.some(([, pattern]) => pattern.test(key)));
  return [...typed.map(([key, , value]) => [...key.split(' '), value]), ...others.map(plain)];
}

function plain({ key, value }: InpEntry): Cell[] {
  return [...key.split(' '), ...value.split(' ')].filter((word) => word !== '');
}
