import { parseArgs } from 'node:util';
import { tryOneProcess, trySeveralProcesses } from './durability';
import { laneNames } from './open-lanes';
import type { TrialReport } from './trial';

const forms = { one: tryOneProcess, several: trySeveralProcesses };
type Form = keyof typeof forms;

/** `npm run test:durability`: kills in both forms, the long form of durability.int.spec.ts. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: laneNames.join(',') },
      forms: { type: 'string', default: 'one,several' },
      preload: { type: 'string' },
    },
  });
  const lanes = known('--lanes', values.lanes, laneNames);
  const wanted = known('--forms', values.forms, Object.keys(forms) as Form[]);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { preload } = values;
  const [all, seed] = [Number(values.kills), Number(values.seed)];
  const reports: Partial<Record<Form, TrialReport>> = {};
  for (const [index, form] of wanted.entries()) {
    const kills = Math.floor((all + index) / wanted.length);
    say(`form with ${form} process${form === 'one' ? '' : 'es'}: ${kills} kills`);
    reports[form] = await forms[form]({ kills, seed, lanes, say, ...(preload !== undefined && { preload }) });
  }
  const sum = (field: 'lost' | 'unexpected' | 'duplicates') =>
    Object.values(reports).reduce((total, report) => total + report[field], 0);
  const [lost, unexpected, duplicates] = [sum('lost'), sum('unexpected'), sum('duplicates')];
  const result = { lost, unexpected, duplicates, forms: reports };
  process.stdout.write(`${JSON.stringify(result, null, values.json ? undefined : 2)}\n`);
  if (lost + unexpected + duplicates > 0) process.exitCode = 1;
}

function known<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  const given = text.split(',') as Name[];
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`${option} knows ${names.join(', ')}; not ${unknown}`);
  return given;
}

void main();
