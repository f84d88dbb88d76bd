import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const fixtures = path.join(__dirname, 'fixtures');
const rules = (
  createRequire(__filename)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }
).forbidden.map((rule) => rule.name);

/** Names of the broken rules, by fixture; read once for all tests. */
function brokenRules(): Record<string, string[]> {
  const folders = readdirSync(fixtures).map((name) => path.join(fixtures, name));
  const output = execFileSync(process.execPath, [path.join(__dirname, 'cruise.mjs'), ...folders], { encoding: 'utf8' });
  return JSON.parse(output) as Record<string, string[]>;
}

describe('import direction', () => {
  const broken = brokenRules();

  it('has a fixture for every rule, and one that keeps them all', () => {
    expect(readdirSync(fixtures).toSorted()).toEqual(['allowed', ...rules].toSorted());
  });

  it.each(rules)('%s is broken by its fixture, and by nothing else', (rule) => {
    expect(broken[rule]).toEqual([rule]);
  });

  it('lets the intended direction pass', () => {
    expect(broken['allowed']).toEqual([]);
  });
});
