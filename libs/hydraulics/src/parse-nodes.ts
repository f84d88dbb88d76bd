import type { ProblemList } from './inp-error';
import { LineReader, readNumber } from './inp-values';
import type { InpLine } from './inp-lines';
import type { InpDemand, InpJunction, InpNode, InpReservoir, InpTank } from './network';

/** The nodes of a file while it is read. */
export interface NodeTables {
  junctions: Map<string, InpJunction>;
  reservoirs: Map<string, InpReservoir>;
  tanks: Map<string, InpTank>;
}

type Sections = Map<string, InpLine[]>;

/** Reads [JUNCTIONS], [RESERVOIRS] and [TANKS] with their demands, emitters and coordinates. */
export function parseNodes(sections: Sections, problems: ProblemList): NodeTables {
  const tables: NodeTables = { junctions: new Map(), reservoirs: new Map(), tanks: new Map() };
  const take = (id: string, reader: LineReader): boolean => {
    if (id === '') return false;
    if (findNode(tables, id) === undefined) return true;
    reader.fault(`Node '${id}' is there twice.`, 'Give every junction, reservoir and tank an id of its own.');
    return false;
  };
  for (const line of sections.get('JUNCTIONS') ?? []) {
    const reader = new LineReader(line, 'JUNCTIONS', problems);
    const id = reader.word(0, 'The id');
    if (!take(id, reader)) continue;
    const base = reader.number(2, 'The base demand', 0);
    tables.junctions.set(id, {
      ...blankNode(id, line),
      elevation: reader.number(1, 'The elevation', 0),
      demands: [{ base, patternId: reader.optionalWord(3), category: null }],
      emitter: null,
    });
  }
  for (const line of sections.get('RESERVOIRS') ?? []) parseReservoir(tables, line, 'RESERVOIRS', problems, take);
  for (const line of sections.get('TANKS') ?? []) {
    if (line.tokens.length <= 3) parseReservoir(tables, line, 'TANKS', problems, take);
    else parseTank(tables, line, problems, take);
  }
  if (tables.junctions.size + tables.reservoirs.size + tables.tanks.size === 0) {
    problems.fail(0, 'The file has no nodes.', 'Export the network again with its [JUNCTIONS] section.');
  }
  parseDemands(tables, sections, problems);
  parseEmitters(tables, sections, problems);
  parseCoordinates(tables, sections, problems);
  return tables;
}

type Take = (id: string, reader: LineReader) => boolean;

function parseReservoir(tables: NodeTables, line: InpLine, section: string, problems: ProblemList, take: Take): void {
  const reader = new LineReader(line, section, problems);
  const id = reader.word(0, 'The id');
  if (!take(id, reader)) return;
  tables.reservoirs.set(id, {
    ...blankNode(id, line),
    head: reader.number(1, 'The head', 0),
    patternId: reader.optionalWord(2),
  });
}

function parseTank(tables: NodeTables, line: InpLine, problems: ProblemList, take: Take): void {
  const reader = new LineReader(line, 'TANKS', problems);
  const id = reader.word(0, 'The id');
  if (!take(id, reader)) return;
  const tank: InpTank = {
    ...blankNode(id, line),
    elevation: reader.number(1, 'The elevation'),
    initialLevel: reader.number(2, 'The initial level', 0),
    minLevel: reader.number(3, 'The minimum level', 0),
    maxLevel: reader.number(4, 'The maximum level', 0),
    diameter: reader.number(5, 'The diameter', 0),
    minVolume: reader.number(6, 'The minimum volume', 0),
    volumeCurveId: reader.optionalWord(7),
    overflow: (reader.optionalWord(8) ?? '').toUpperCase().startsWith('Y'),
  };
  if (tank.minLevel > tank.maxLevel) {
    reader.fault(
      `The minimum level of tank '${id}' is above its maximum level.`,
      'Exchange or correct the two levels.',
    );
  } else if (tank.initialLevel < tank.minLevel || tank.initialLevel > tank.maxLevel) {
    reader.remark(`The initial level of tank '${id}' is outside its limits.`, 'It was moved to the nearer limit.');
    tank.initialLevel = Math.min(Math.max(tank.initialLevel, tank.minLevel), tank.maxLevel);
  }
  tables.tanks.set(id, tank);
}

function blankNode(id: string, line: InpLine): InpNode {
  return { id, comment: line.comment, tag: null, position: null };
}

/** The node of that id, of whatever class. */
export function findNode(tables: NodeTables, id: string): InpJunction | InpReservoir | InpTank | undefined {
  return tables.junctions.get(id) ?? tables.reservoirs.get(id) ?? tables.tanks.get(id);
}

function parseDemands(tables: NodeTables, sections: Sections, problems: ProblemList): void {
  const replaced = new Map<string, InpDemand[]>();
  for (const line of sections.get('DEMANDS') ?? []) {
    const reader = new LineReader(line, 'DEMANDS', problems);
    const id = reader.word(0, 'The junction');
    if (id.toUpperCase() === 'MULTIPLY') continue;
    const junction = tables.junctions.get(id);
    if (!junction) {
      if (findNode(tables, id))
        reader.remark(`'${id}' is not a junction; its demand was left out.`, 'Move the demand to a junction.');
      else reader.fault(`[DEMANDS] names '${id}', which is not a node.`, 'Add the junction or delete the line.');
      continue;
    }
    const demand = { base: reader.number(1, 'The demand'), patternId: reader.optionalWord(2), category: line.comment };
    const list = replaced.get(id);
    if (list) list.push(demand);
    else replaced.set(id, (junction.demands = [demand]));
  }
}

function parseEmitters(tables: NodeTables, sections: Sections, problems: ProblemList): void {
  for (const line of sections.get('EMITTERS') ?? []) {
    const reader = new LineReader(line, 'EMITTERS', problems);
    const id = reader.word(0, 'The junction');
    const junction = tables.junctions.get(id);
    const coefficient = reader.number(1, 'The coefficient', 0);
    if (junction) junction.emitter = coefficient;
    else reader.remark(`[EMITTERS] names '${id}', which is not a junction.`, 'The line was ignored.');
  }
}

function parseCoordinates(tables: NodeTables, sections: Sections, problems: ProblemList): void {
  let unknown = 0;
  let firstLine = 0;
  for (const line of sections.get('COORDINATES') ?? []) {
    const [id = '', xText = '', yText = ''] = line.tokens;
    const node = findNode(tables, id);
    const x = readNumber(xText);
    const y = readNumber(yText);
    if (node && x !== null && y !== null) {
      node.position = { x, y };
    } else {
      unknown += 1;
      firstLine ||= line.line;
    }
  }
  if (unknown > 0) {
    problems.warn(firstLine, `${unknown} lines of [COORDINATES] name no node or no numbers.`, 'They were ignored.');
  }
}
