import { ProblemList } from './inp-error';
import { splitSections, type InpLine } from './inp-lines';
import { findNode, parseNodes, type NodeTables } from './parse-nodes';
import { findLink, parseLinks, type LinkTables } from './parse-links';
import { clip } from './inp-values';
import { parseCurves, parseOptions, parsePatterns, parseTimes } from './parse-settings';
import type { InpCurve, InpNetwork, InpPattern, InpTextSection } from './network';

const typedSections = new Set([
  'TITLE', 'JUNCTIONS', 'RESERVOIRS', 'TANKS', 'PIPES', 'PUMPS', 'VALVES', 'CONTROLS', 'RULES', 'DEMANDS', 'EMITTERS',
  'PATTERNS', 'CURVES', 'STATUS', 'TIMES', 'OPTIONS', 'COORDINATES', 'VERTICES', 'TAGS',
]); // prettier-ignore

/**
 * Reads an EPANET 2 input file. Takes files as they are found: any order and case of sections, any line ends, UTF-8 or
 * Latin-1, tabs, missing optional columns, old pump forms, [DEMANDS] over [JUNCTIONS].
 *
 * @param source - the file's bytes, or its text
 * @returns the network in the units of the file; what was tolerated stands in `warnings`
 * @throws {InpError} with every fault, its line and its remedy; nothing else is thrown
 * @see EPANET 2.2 User Manual, appendix C
 */
export function parseInp(source: string | Uint8Array): InpNetwork {
  const text = typeof source === 'string' ? source : decodeInp(source);
  const problems = new ProblemList();
  const sections = splitSections(text, problems);
  const options = parseOptions(sections, problems);
  const times = parseTimes(sections, problems);
  const patterns = parsePatterns(sections, problems);
  const curves = parseCurves(sections, problems);
  const nodes = parseNodes(sections, problems);
  const links = parseLinks(sections, nodes, curves, problems);
  parseTags(sections, nodes, links, problems);
  checkReferences(sections, nodes, links, patterns, curves, problems);
  problems.throwIfAny();
  return {
    title: (sections.get('TITLE') ?? []).map((line) => line.text),
    junctions: [...nodes.junctions.values()],
    reservoirs: [...nodes.reservoirs.values()],
    tanks: [...nodes.tanks.values()],
    pipes: [...links.pipes.values()],
    pumps: [...links.pumps.values()],
    valves: [...links.valves.values()],
    patterns: [...patterns.values()],
    curves: [...curves.values()],
    controls: (sections.get('CONTROLS') ?? []).map((line) => line.text),
    rules: (sections.get('RULES') ?? []).map((line) => line.text),
    options,
    times,
    otherSections: otherSections(sections),
    warnings: problems.warnings,
  };
}

/** Text of a file: UTF-8 when it is valid, else Latin-1 (Windows-1252), which many old exports use. */
export function decodeInp(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function otherSections(sections: Map<string, InpLine[]>): InpTextSection[] {
  return [...sections]
    .filter(([name, lines]) => !typedSections.has(name) && lines.length > 0)
    .map(([name, lines]) => ({ name, lines: lines.map((line) => line.text) }));
}

function parseTags(
  sections: Map<string, InpLine[]>,
  nodes: NodeTables,
  links: LinkTables,
  problems: ProblemList,
): void {
  let unknown = 0;
  let firstLine = 0;
  for (const line of sections.get('TAGS') ?? []) {
    const [kind = '', id = '', ...rest] = line.tokens;
    const element = kind.toUpperCase() === 'NODE' ? findNode(nodes, id) : findLink(links, id);
    if (element && rest.length > 0) {
      element.tag = rest.join(' ');
    } else {
      unknown += 1;
      firstLine ||= line.line;
    }
  }
  if (unknown > 0) problems.warn(firstLine, `${unknown} lines of [TAGS] name no element.`, 'They were ignored.');
}

/** Patterns and curves that are used must be there; the default pattern may be missing, as EPANET allows. */
function checkReferences(
  sections: Map<string, InpLine[]>,
  nodes: NodeTables,
  links: LinkTables,
  patterns: Map<string, InpPattern>,
  curves: Map<string, InpCurve>,
  problems: ProblemList,
): void {
  const lineOf = (owner: string, names: readonly string[]): number => {
    const line = names.flatMap((name) => sections.get(name) ?? []).find((candidate) => candidate.tokens[0] === owner);
    return line?.line ?? 0;
  };
  const pattern = (id: string | null, owner: string, ...names: string[]): void => {
    if (id === null || patterns.has(id)) return;
    const message = `'${clip(owner)}' uses the pattern '${clip(id)}', which is not in [PATTERNS].`;
    problems.fail(lineOf(owner, names), message, 'Add the pattern or delete the reference.');
  };
  const curve = (id: string | null, owner: string, section: string): void => {
    if (id === null || (curves.get(id)?.points.length ?? 0) > 0) return;
    const message = `'${clip(owner)}' uses the curve '${clip(id)}', which is not in [CURVES].`;
    problems.fail(lineOf(owner, [section]), message, 'Add the curve or delete the reference.');
  };
  for (const junction of nodes.junctions.values()) {
    for (const demand of junction.demands) pattern(demand.patternId, junction.id, 'DEMANDS', 'JUNCTIONS');
  }
  for (const reservoir of nodes.reservoirs.values()) pattern(reservoir.patternId, reservoir.id, 'RESERVOIRS');
  for (const tank of nodes.tanks.values()) curve(tank.volumeCurveId, tank.id, 'TANKS');
  for (const pump of links.pumps.values()) {
    pattern(pump.patternId, pump.id, 'PUMPS');
    curve(pump.headCurveId, pump.id, 'PUMPS');
  }
  for (const valve of links.valves.values()) curve(valve.curveId, valve.id, 'VALVES');
}
