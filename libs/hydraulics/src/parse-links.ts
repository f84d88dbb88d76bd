import type { ProblemList } from './inp-error';
import { clip, LineReader, readNumber } from './inp-values';
import type { InpLine } from './inp-lines';
import { findNode, type NodeTables } from './parse-nodes';
import type { InpCurve, InpLink, InpPipe, InpPump, InpValve, ValveKind } from './network';

/** The links of a file while it is read. */
export interface LinkTables {
  pipes: Map<string, InpPipe>;
  pumps: Map<string, InpPump>;
  valves: Map<string, InpValve>;
}

type Sections = Map<string, InpLine[]>;
const valveKinds: readonly string[] = ['PRV', 'PSV', 'PBV', 'FCV', 'TCV', 'GPV', 'PCV'];

/** Reads [PIPES], [PUMPS] and [VALVES] with their status and vertices; curves of old pump forms are added to `curves`. */
export function parseLinks(
  sections: Sections,
  nodes: NodeTables,
  curves: Map<string, InpCurve>,
  problems: ProblemList,
): LinkTables {
  const links: LinkTables = { pipes: new Map(), pumps: new Map(), valves: new Map() };
  const begin = (line: InpLine, reader: LineReader): InpLink | null => {
    const id = reader.word(0, 'The id');
    const from = reader.word(1, 'The first node');
    const to = reader.word(2, 'The second node');
    if (id === '' || from === '' || to === '') return null;
    if (findLink(links, id)) {
      reader.fault(`Link '${id}' is there twice.`, 'Give every pipe, pump and valve an id of its own.');
      return null;
    }
    for (const end of [from, to]) {
      if (!findNode(nodes, end))
        reader.fault(`Link '${id}' ends at '${clip(end)}', which is not a node.`, 'Add the node or correct its id.');
    }
    if (from === to) reader.fault(`Link '${id}' starts and ends at the same node.`, 'Correct one of its ends.');
    return { id, comment: line.comment, tag: null, from, to, vertices: [] };
  };
  for (const line of sections.get('PIPES') ?? []) {
    const reader = new LineReader(line, 'PIPES', problems);
    const link = begin(line, reader);
    if (link) links.pipes.set(link.id, parsePipe(link, line, reader));
  }
  for (const line of sections.get('PUMPS') ?? []) {
    const reader = new LineReader(line, 'PUMPS', problems);
    const link = begin(line, reader);
    if (link) links.pumps.set(link.id, parsePump(link, line, reader, curves));
  }
  for (const line of sections.get('VALVES') ?? []) {
    const reader = new LineReader(line, 'VALVES', problems);
    const link = begin(line, reader);
    if (link) links.valves.set(link.id, parseValve(link, reader));
  }
  parseStatus(links, sections, problems);
  parseVertices(links, sections, problems);
  return links;
}

/** The link of that id, of whatever class. */
export function findLink(links: LinkTables, id: string): InpPipe | InpPump | InpValve | undefined {
  return links.pipes.get(id) ?? links.pumps.get(id) ?? links.valves.get(id);
}

function parsePipe(link: InpLink, line: InpLine, reader: LineReader): InpPipe {
  let minorLoss = 0;
  let status: InpPipe['status'] = 'open';
  for (const index of [6, 7]) {
    const token = line.tokens[index];
    if (token === undefined) break;
    const word = token.toUpperCase();
    if (word === 'CV') status = 'cv';
    else if (word.startsWith('CLOS')) status = 'closed';
    else if (word.startsWith('OPEN')) status = 'open';
    else if (index === 6) minorLoss = reader.number(6, 'The minor loss', 0);
    else reader.fault(`The status of pipe '${link.id}' is '${clip(token)}'.`, 'Write Open, Closed or CV.');
  }
  return {
    ...link,
    length: reader.positive(3, 'The length'),
    diameter: reader.positive(4, 'The diameter'),
    roughness: reader.positive(5, 'The roughness'),
    minorLoss,
    status,
  };
}

function parsePump(link: InpLink, line: InpLine, reader: LineReader, curves: Map<string, InpCurve>): InpPump {
  const pump: InpPump = { ...link, headCurveId: null, power: null, speed: 1, patternId: null, status: 'open' };
  const first = readNumber(line.tokens[3] ?? '');
  if (first !== null) {
    parseOldPump(pump, line, reader, curves);
    return pump;
  }
  for (let index = 3; index < line.tokens.length; index += 2) {
    const key = (line.tokens[index] as string).toUpperCase();
    if (key.startsWith('HEAD')) pump.headCurveId = reader.word(index + 1, 'The head curve');
    else if (key.startsWith('POWE')) pump.power = reader.positive(index + 1, 'The power');
    else if (key.startsWith('SPEE')) pump.speed = reader.number(index + 1, 'The speed');
    else if (key.startsWith('PATT')) pump.patternId = reader.word(index + 1, 'The pattern');
    else
      reader.fault(
        `Pump '${link.id}' has the unknown property '${clip(key)}'.`,
        'Use HEAD, POWER, SPEED or PATTERN, each with a value.',
      );
  }
  if (pump.headCurveId === null && pump.power === null) {
    reader.fault(`Pump '${link.id}' has neither a head curve nor a power.`, 'Add HEAD with a curve, or POWER.');
  }
  return pump;
}

/** Oldest form: power alone; or design head and flow; or shut-off head, design head, design flow, maximum head, maximum flow. */
function parseOldPump(pump: InpPump, line: InpLine, reader: LineReader, curves: Map<string, InpCurve>): void {
  const values = line.tokens.slice(3).map((_, index) => reader.number(3 + index, 'The pump figure'));
  if (values.length === 1) {
    pump.power = values[0] as number;
    return;
  }
  let id = `PUMP-${pump.id}`;
  while (curves.has(id)) id += '-';
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = values;
  const points =
    values.length < 5
      ? [{ x: b, y: a }]
      : [
          { x: 0, y: a },
          { x: c, y: b },
          { x: e, y: d },
        ];
  curves.set(id, { id, points });
  pump.headCurveId = id;
}

function parseValve(link: InpLink, reader: LineReader): InpValve {
  const kindWord = reader.word(4, 'The valve type').toUpperCase();
  const known = valveKinds.includes(kindWord);
  if (!known)
    reader.fault(
      `Valve '${link.id}' has the unknown type '${clip(kindWord)}'.`,
      `Use one of ${valveKinds.join(', ')}.`,
    );
  const kind = (known ? kindWord : 'TCV') as ValveKind;
  const curveId =
    kind === 'GPV' ? reader.word(5, 'The head loss curve') : kind === 'PCV' ? reader.optionalWord(7) : null;
  return {
    ...link,
    diameter: reader.positive(3, 'The diameter'),
    kind,
    setting: kind === 'GPV' || !known ? null : reader.number(5, 'The setting', 0),
    curveId,
    minorLoss: reader.number(6, 'The minor loss', 0),
    status: 'active',
  };
}

function parseStatus(links: LinkTables, sections: Sections, problems: ProblemList): void {
  for (const line of sections.get('STATUS') ?? []) {
    const reader = new LineReader(line, 'STATUS', problems);
    const id = reader.word(0, 'The link');
    const last = line.tokens.length >= 3 ? 2 : 1;
    const value = reader.word(last, 'The status');
    const targets = last === 1 ? [findLink(links, id)] : linksBetween(links, id, line.tokens[1] as string);
    for (const link of targets) {
      if (link) applyStatus(links, link, value, reader);
      else reader.fault(`[STATUS] names '${clip(id)}', which is not a link.`, 'Correct the id or delete the line.');
    }
  }
}

function linksBetween(links: LinkTables, first: string, last: string): (InpPipe | InpPump | InpValve)[] {
  const all = [...links.pipes.values(), ...links.pumps.values(), ...links.valves.values()];
  const [low, high] = [readNumber(first), readNumber(last)];
  return all.filter((link) => {
    const id = readNumber(link.id);
    if (low !== null && high !== null && id !== null) return id >= low && id <= high;
    return link.id >= first && link.id <= last;
  });
}

function applyStatus(links: LinkTables, link: InpPipe | InpPump | InpValve, word: string, reader: LineReader): void {
  const upper = word.toUpperCase();
  const fixed = upper.startsWith('OPEN') ? 'open' : upper.startsWith('CLOS') ? 'closed' : null;
  const value = fixed === null ? readNumber(word) : null;
  if (fixed === null && value === null && !upper.startsWith('ACTI')) {
    reader.fault(`The status of '${link.id}' is '${clip(word)}'.`, 'Write Open, Closed or a number.');
    return;
  }
  const pump = links.pumps.get(link.id);
  const valve = links.valves.get(link.id);
  const pipe = links.pipes.get(link.id);
  if (pipe && pipe.status !== 'cv' && fixed) pipe.status = fixed;
  if (pump && fixed) pump.status = fixed;
  if (pump && value !== null) {
    pump.speed = value;
    pump.status = value === 0 ? 'closed' : 'open';
  }
  if (valve) valve.status = fixed ?? 'active';
  if (valve && value !== null && valve.kind !== 'GPV') valve.setting = value;
}

function parseVertices(links: LinkTables, sections: Sections, problems: ProblemList): void {
  let unknown = 0;
  let firstLine = 0;
  for (const line of sections.get('VERTICES') ?? []) {
    const [id = '', xText = '', yText = ''] = line.tokens;
    const link = findLink(links, id);
    const x = readNumber(xText);
    const y = readNumber(yText);
    if (link && x !== null && y !== null) {
      link.vertices.push({ x, y });
    } else {
      unknown += 1;
      firstLine ||= line.line;
    }
  }
  if (unknown > 0)
    problems.warn(firstLine, `${unknown} lines of [VERTICES] name no link or no numbers.`, 'They were ignored.');
}
