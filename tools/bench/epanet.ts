import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { HydraulicModel, parseInp } from '@app/hydraulics';

/** What a network costs. */
interface Timing {
  readonly network: string;
  readonly nodes: number;
  readonly links: number;
  /** Mean of the solved steps, ms of processor time (another program's share does not count), and by the clock. */
  readonly msPerStep: number;
  readonly clockMsPerStep: number;
}

const STEPS = 100;

/** Times hydraulic steps with every demand rewritten before each, as the live twin does. */
async function time(file: string): Promise<Timing> {
  const bytes = readFileSync(file);
  const network = parseInp(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  const model = await HydraulicModel.open(network);
  const nodes = network.junctions.map(({ id, demands }) => ({ at: model.nodeIndex(id), base: demands[0]?.base ?? 0 }));
  model.start(0);
  const solve = (step: number): void => {
    const factor = 1 + 0.1 * Math.sin(step / 5);
    for (const { at, base } of nodes) model.setDemand(at, base * factor);
    model.solve();
    model.pressures();
  };
  // The first ones warm the engine up.
  for (let step = 0; step < 10; step += 1) solve(step);
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let step = 0; step < STEPS; step += 1) solve(step);
  const clock = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  model.close();
  return {
    network: path.basename(file),
    nodes: model.nodeIds.length,
    links: model.linkIds.length,
    msPerStep: (user + system) / 1000 / STEPS,
    clockMsPerStep: clock / STEPS,
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.data === undefined) {
    process.stderr.write('Usage: npm run bench:epanet -- --data <folder or file with .inp[.gz]> [--json]\n');
    return 2;
  }
  const files = statSync(values.data).isDirectory()
    ? readdirSync(values.data, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.inp(\.gz)?$/i.test(name))
        .map((name) => path.join(values.data as string, name))
    : [values.data];
  const networks: Timing[] = [];
  for (const file of files) networks.push(await time(file));
  const rows = networks.map((row) => `${row.network}  ${row.nodes} nodes  ${row.msPerStep.toFixed(2)} ms a step`);
  process.stdout.write(values.json ? `${JSON.stringify({ networks })}\n` : `${rows.join('\n')}\n`);
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});
