import { InpError, type ProblemList } from './inp-error';

/** One line with something in it. */
export interface InpLine {
  /** One-based line number. */
  readonly line: number;
  readonly tokens: string[];
  /** The part before a comment, trimmed. */
  readonly text: string;
  /** Text after the first `;`, trimmed, without further leading semicolons; null when empty. */
  readonly comment: string | null;
}

/** Largest file that is read, in characters. */
export const maxInpCharacters = 32 * 1024 * 1024;

const sectionNames = [
  'TITLE', 'JUNCTIONS', 'RESERVOIRS', 'TANKS', 'PIPES', 'PUMPS', 'VALVES', 'CONTROLS', 'RULES', 'DEMANDS', 'SOURCES',
  'EMITTERS', 'PATTERNS', 'CURVES', 'QUALITY', 'STATUS', 'ROUGHNESS', 'ENERGY', 'REACTIONS', 'MIXING', 'REPORT', 'TIMES',
  'OPTIONS', 'COORDINATES', 'VERTICES', 'LABELS', 'BACKDROP', 'TAGS', 'LEAKAGE', 'END',
] as const; // prettier-ignore

/**
 * Splits a file into its sections, whatever their order, case and line ends; a section that occurs
 * twice is continued. Section names may be shortened to four letters, as EPANET itself allows.
 *
 * @returns lines by upper-case section name; comment lines are left out, except as `comment`
 * @throws {InpError} when the text is too large or is not an EPANET file at all
 */
export function splitSections(text: string, problems: ProblemList): Map<string, InpLine[]> {
  if (text.length > maxInpCharacters) {
    const message = `The file has ${text.length} characters; at most ${maxInpCharacters} are read.`;
    throw new InpError([{ line: 0, message, advice: 'Split the network into zones and import them one by one.' }]);
  }
  const sections = new Map<string, InpLine[]>();
  let current: InpLine[] | null = null;
  let currentName = '';
  let stray = 0;
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < rows.length; index += 1) {
    const raw = rows[index] as string;
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed.startsWith('[')) {
      currentName = sectionName(trimmed, line, problems);
      if (currentName === 'END') break;
      current = sections.get(currentName) ?? [];
      sections.set(currentName, current);
      continue;
    }
    if (trimmed === '') continue;
    if (current === null) {
      stray += trimmed.startsWith(';') ? 0 : 1;
      continue;
    }
    if (currentName === 'TITLE') {
      current.push({ line, tokens: [], text: raw.trimEnd(), comment: null });
      continue;
    }
    const cut = raw.indexOf(';');
    const body = (cut === -1 ? raw : raw.slice(0, cut)).trim();
    if (body === '') continue;
    const comment =
      cut === -1
        ? ''
        : raw
            .slice(cut + 1)
            .replace(/^[;\s]+/, '')
            .trim();
    current.push({ line, tokens: tokenize(body), text: body, comment: comment === '' ? null : comment });
  }
  if (sections.size === 0) {
    const advice = 'Choose a network exported from EPANET as a text file (.inp), not its binary project (.net).';
    throw new InpError([{ line: 1, message: 'The file has no EPANET section such as [JUNCTIONS].', advice }]);
  }
  if (stray > 0)
    problems.warn(1, `${stray} lines before the first section were ignored.`, 'Check the file if they matter.');
  return sections;
}

function sectionName(trimmed: string, line: number, problems: ProblemList): string {
  const name = trimmed.slice(1).split(']')[0]?.trim().toUpperCase() ?? '';
  const known = sectionNames.find((candidate) => candidate === name);
  if (known) return known;
  const short = name.length >= 3 ? sectionNames.find((candidate) => candidate.startsWith(name.slice(0, 4))) : undefined;
  if (short) return short;
  problems.warn(
    line,
    `Section [${name}] is not known; it is kept as text.`,
    'Nothing to do unless hydraulics need it.',
  );
  return name === '' ? 'UNNAMED' : name;
}

/** Words of a line; a part in double quotes is one word. */
export function tokenize(text: string): string[] {
  if (!text.includes('"')) return text.split(/\s+/).filter((token) => token !== '');
  const tokens: string[] = [];
  for (const match of text.matchAll(/"([^"]*)"?|[^\s"]+/g)) tokens.push(match[1] ?? match[0]);
  return tokens;
}
