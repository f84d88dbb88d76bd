import { resolve } from 'node:path';
import { ApiError, simulate } from '@app/simulation';
import { readDemoKey } from './api-key';
import { ArgsError, readSimulateArgs, simulateHelp } from './args';

/** Runs the simulation from the command line; ends with 0 on SIGINT or SIGTERM, 2 for a wrong choice, 1 when something stands in the way. */
async function main(): Promise<number> {
  const args = readSimulateArgs(process.argv.slice(2), process.env);
  if (args.help) {
    process.stdout.write(simulateHelp);
    return 0;
  }
  const dataFolder = resolve(process.env['HYDRANT_DATA_DIR'] || '.hydrant');
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Error('Stopped.')));
  const { signal } = ending;
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    const apiKey = args.apiKey ?? (args.demo ? await readDemoKey(dataFolder, signal) : null);
    if (apiKey === null)
      throw new ArgsError(
        '--api-key is missing: make a key in the portal, or use --demo beside a platform started with --demo.',
      );
    await simulate({ ...args, apiKey, stateFolder: resolve(dataFolder, 'simulator'), log }, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof ArgsError || error instanceof ApiError;
    process.stderr.write(
      `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(error instanceof ArgsError ? 2 : 1);
  },
);
