/** The link that a line of [CONTROLS] acts on: `LINK id status IF ...` (also PIPE, PUMP, VALVE). */
export function linkOfControl(line: string): string {
  return line.trim().split(/\s+/)[1] ?? '';
}

/** The links that each rule acts on, in the order of the rules: those of its THEN and ELSE clauses. */
export function linksOfRules(lines: readonly string[]): ReadonlySet<string>[] {
  const rules: Set<string>[] = [];
  let acts = false;
  for (const line of lines) {
    const [first = '', kind = '', id = ''] = line.trim().split(/\s+/);
    const word = first.toUpperCase();
    if (word === 'RULE') rules.push(new Set());
    if (word === 'IF' || word === 'RULE' || word === 'PRIORITY') acts = false;
    if (word === 'THEN' || word === 'ELSE') acts = true;
    if (acts && /^(LINK|PIPE|PUMP|VALVE)$/i.test(kind)) rules.at(-1)?.add(id);
  }
  return rules;
}
