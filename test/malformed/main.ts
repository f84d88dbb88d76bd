import { parseArgs } from 'node:util';
import { driverNames, runMalformed } from './run';

/** `npm run test:malformed`: the long form of malformed.int.spec.ts. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      protocols: { type: 'string', default: driverNames.join(',') },
    },
  });
  const protocols = values.protocols.split(',');
  const unknown = protocols.find((name) => !driverNames.includes(name));
  if (unknown !== undefined) throw new Error(`--protocols knows ${driverNames.join(', ')}; not ${unknown}`);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const report = await runMalformed({ count: Number(values.count), seed: Number(values.seed), protocols, say });
  process.stdout.write(`${JSON.stringify(report, null, values.json ? undefined : 2)}\n`);
  const passed = Object.values(report.protocols).every(({ goodPassed }) => goodPassed);
  if (!passed || report.crashes + report.hangs + report.uncounted > 0) process.exitCode = 1;
}

void main();
