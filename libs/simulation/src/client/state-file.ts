import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the simulator remembers between two starts. Holds device tokens: the file is readable by its owner only. */
export interface SimulatorState {
  /** Token by device id. */
  tokens: Record<string, string>;
  /** Secrets of the instances that providers call, by protocol. */
  hookSecrets: Record<string, string>;
  /** Devices that have been given their names outside the platform. */
  named: string[];
  /** Codes of municipalities that stand complete on the platform. */
  complete: string[];
  /** Newest moment up to which readings were sent, Unix ms; null: none yet. */
  sentUntilMs: number | null;
  /** Begin of the leak that nobody has noticed, Unix ms; null: not yet chosen. */
  leakFromMs: number | null;
}

/** The state of one simulated country on one platform. */
export class StateFile {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    readonly state: SimulatorState,
  ) {}

  /**
   * Reads the state, or begins an empty one.
   *
   * @param folder - made when missing, mode 0700
   * @param key - tells apart platforms and countries
   */
  static async open(folder: string, key: string): Promise<StateFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
    const path = join(folder, `${name}.json`);
    return new StateFile(path, await read(path));
  }

  /** Writes the state whole: never half a file, also when killed. Calls are carried out one after the other. */
  save(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const draft = `${this.path}.new`;
      await writeFile(draft, JSON.stringify(this.state), { mode: 0o600 });
      await rename(draft, this.path);
    });
    return this.writing;
  }
}

async function read(path: string): Promise<SimulatorState> {
  try {
    const stored = JSON.parse(await readFile(path, 'utf8')) as Partial<SimulatorState>;
    return { ...empty(), ...stored };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) {
      return empty();
    }
    throw error;
  }
}

function empty(): SimulatorState {
  return { tokens: {}, hookSecrets: {}, named: [], complete: [], sentUntilMs: null, leakFromMs: null };
}
