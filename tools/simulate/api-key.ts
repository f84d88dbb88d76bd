import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The key that the platform leaves for the simulator in the data folder. Waits for it, because both start together.
 *
 * @throws when there is none after two minutes
 */
export async function readDemoKey(dataFolder: string, signal: AbortSignal): Promise<string> {
  const path = join(dataFolder, 'simulator.key');
  const deadline = Date.now() + 120_000;
  for (;;) {
    const key = (await readFile(path, 'utf8').catch(() => '')).trim();
    if (key !== '') return key;
    if (Date.now() > deadline) {
      throw new Error(`There is no key at ${path}. Start the platform with HYDRANT_DEMO=1, or give --api-key.`);
    }
    await wait(300, undefined, { signal });
  }
}
