import { Workspace } from 'epanet-js';

/** Functions of the EPANET toolkit that we use. All take and give 32-bit numbers; results go to memory. */
const functionNames = [
  'createproject',
  'deleteproject',
  'open',
  'close',
  'openH',
  'initH',
  'runH',
  'nextH',
  'closeH',
  'getcount',
  'getnodeid',
  'getlinkid',
  'getnodevalues',
  'getlinkvalues',
  'setnodevalue',
  'setlinkvalue',
  'setbasedemand',
  'settimeparam',
  'setoption',
  'setcontrolenabled',
  'setruleenabled',
  'getpatternindex',
  'setpattern',
  'setreport',
  'setstatusreport',
] as const;

type NativeFunction = (...values: number[]) => number;

/** Numbers of the toolkit's enumerations (EPANET 2.3 toolkit reference). */
export const epanet = {
  count: { nodes: 0, links: 2 },
  node: { elevation: 0, pattern: 2, emitter: 3, tankLevel: 8, demand: 9, head: 10, pressure: 11 },
  link: { initialStatus: 4, initialSetting: 5, flow: 8, status: 11, setting: 12, energy: 13, pattern: 15 },
  time: { duration: 0, hydraulicStep: 1, patternStart: 4, clockAtStart: 10 },
  option: { emitterExponent: 3, demandMultiplier: 4 },
  reinitialiseFlows: 10,
} as const;

/** What the compiled module offers beside the toolkit's functions. */
interface Runtime {
  HEAPF64: Float64Array;
  HEAP32: Int32Array;
  UTF8ToString(pointer: number): string;
  allocateUTF8(text: string): number;
}

interface Files {
  loadModule(): Promise<void>;
  readonly instance: unknown;
  getError(code: number): string;
  writeFile(path: string, data: string): void;
  readFile(path: string): string;
}

/** The compiled EPANET toolkit, shared by all models of the process; each model is a project of its own in it. */
export class EpanetEngine {
  readonly call: Readonly<Record<(typeof functionNames)[number], NativeFunction>>;
  private readonly runtime: Runtime;
  private readonly malloc: NativeFunction;
  private readonly release: NativeFunction;

  private constructor(private readonly files: Files) {
    const native = files.instance as Runtime & Record<string, NativeFunction>;
    this.runtime = native;
    this.malloc = native['_malloc'] as NativeFunction;
    this.release = native['_free'] as NativeFunction;
    const entries = functionNames.map((name) => [name, native[`_EN_${name}`] as NativeFunction]);
    this.call = Object.fromEntries(entries) as EpanetEngine['call'];
  }

  private static loading: Promise<EpanetEngine> | null = null;

  /** Loads the toolkit once; later calls answer the same one. */
  static load(): Promise<EpanetEngine> {
    EpanetEngine.loading ??= (async () => {
      const files = new Workspace() as Files;
      await files.loadModule();
      return new EpanetEngine(files);
    })();
    return EpanetEngine.loading;
  }

  /** Memory of the given number of bytes. @throws {EpanetError} when there is none */
  allocate(bytes: number): number {
    const pointer = this.malloc(bytes);
    if (pointer === 0) throw new EpanetError(101, 'EPANET has no memory left for another network.');
    return pointer;
  }

  free(pointer: number): void {
    this.release(pointer);
  }

  /** Runs an action with texts in the module's memory. */
  withTexts(texts: readonly string[], action: (...pointers: number[]) => number): number {
    const pointers = texts.map((text) => this.runtime.allocateUTF8(text));
    try {
      return action(...pointers);
    } finally {
      for (const pointer of pointers) this.release(pointer);
    }
  }

  readInt(pointer: number): number {
    return this.runtime.HEAP32[pointer >> 2] as number;
  }

  readText(pointer: number): string {
    return this.runtime.UTF8ToString(pointer);
  }

  /** Copies doubles out of the module's memory. */
  readDoubles(pointer: number, into: Float64Array): Float64Array {
    into.set(this.runtime.HEAPF64.subarray(pointer >> 3, (pointer >> 3) + into.length));
    return into;
  }

  writeDoubles(pointer: number, values: readonly number[]): void {
    this.runtime.HEAPF64.set(values, pointer >> 3);
  }

  writeFile(path: string, text: string): void {
    this.files.writeFile(path, text);
  }

  /** Text of a file of the toolkit, or '' when there is none. */
  readFile(path: string): string {
    try {
      return this.files.readFile(path);
    } catch {
      return '';
    }
  }

  /** @throws {EpanetError} for codes of 100 and more; lower ones are warnings */
  check(code: number): void {
    if (code >= 100) throw new EpanetError(code, this.files.getError(code));
  }
}

/** A failure reported by EPANET. */
export class EpanetError extends Error {
  readonly code = 'hydraulics.epanet-failed';

  /** @param epanetCode - EPANET's own number, such as 110 (cannot solve) or 200 (faults in the file) */
  constructor(
    readonly epanetCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'EpanetError';
  }
}
