import { readFileSync } from 'node:fs';

/** A step of a tutorial: commands to run, or a file to write. */
export type Step = { kind: 'run'; script: string } | { kind: 'file'; name: string; content: string };

/** The steps of a tutorial in order: its `sh` blocks, and blocks that follow `<!-- file: name -->`. */
export function stepsOf(file: string): Step[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /(?:<!-- file: (?<name>\S+) -->\s+)?^```(?<language>\w*)\n(?<body>[\s\S]*?)^```$/gm;
  return [...text.matchAll(pattern)].flatMap(({ groups = {} }): Step[] => {
    const { name, language, body = '' } = groups;
    if (name !== undefined) return [{ kind: 'file', name, content: body }];
    return language === 'sh' ? [{ kind: 'run', script: body }] : [];
  });
}
