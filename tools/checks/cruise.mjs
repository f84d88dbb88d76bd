// @ts-check
/** Checks the import direction of some folders and prints the broken rules of each as JSON. */
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { forbidden, options } = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'));
/** @type {Record<string, string[]>} */
const broken = {};

for (const folder of process.argv.slice(2)) {
  const baseDir = path.resolve(folder);
  const { tsConfig: _aliases, exclude: _folders, ...rest } = options;
  const result = await cruise(
    readdirSync(baseDir).filter((name) => !name.endsWith('.json')),
    {
      ...rest,
      baseDir,
      validate: true,
      ruleSet: { forbidden },
    },
  );
  const { output } = result;
  if (typeof output === 'string') throw new Error(output);
  broken[path.basename(folder)] = [...new Set(output.summary.violations.map((each) => each.rule.name))].sort();
}
process.stdout.write(JSON.stringify(broken));
