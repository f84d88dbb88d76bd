/** Bounds of a payload codec. They hold for every run, whoever wrote the codec. */
export const codecLimits = {
  /** Source text, bytes of UTF-8; the limit of The Things Stack. */
  sourceBytes: 40_960,
  /** Payload of an uplink, bytes: LoRaWAN carries 242, other radios somewhat more. */
  payloadBytes: 1_024,
  /** Structured order that is to be encoded, bytes of JSON. */
  orderBytes: 16_384,
  /** Result, characters of JSON. */
  outputChars: 65_536,
  /** Nesting of the result. */
  depth: 20,
  /**
   * All memory of the interpreter, bytes, about 1.5 MB of it its own. It is a WebAssembly memory that cannot grow, and 16 MiB is the
   * least that the build takes: the interpreter's own count of memory sees next to nothing of what a codec allocates.
   */
  memoryBytes: 16 * 1_048_576,
  /** Largest single allocation, bytes. */
  allocationBytes: 8 * 1_048_576,
  /** Stack of the interpreter, bytes. */
  stackBytes: 256 * 1_024,
  /** Computing time of the thread, ms: a busy machine takes nothing from it. */
  computeMs: 100,
  /** After so long by the clock the thread is ended, ms: some built-in functions cannot be interrupted from inside. */
  answerMs: 1_500,
} as const;

/** Function forms: of The Things Stack, or of ChirpStack, which adds `Buffer`. Older forms of both are understood. */
export type CodecForm = 'ttn' | 'chirpstack';

/** What a codec is asked for. */
export type CodecCall = 'decodeUplink' | 'encodeDownlink' | 'decodeDownlink';

/** Why a run ended without a result. */
export type CodecFailure =
  | 'syntax'
  | 'threw'
  | 'missing'
  | 'time'
  | 'memory'
  | 'stack'
  | 'access'
  | 'input'
  | 'output'
  | 'paused'
  | 'internal';

/** Order of the main thread to a sandbox thread. */
export interface RunOrder {
  id: number;
  source: string;
  form: CodecForm;
  call: CodecCall;
  /** JSON text of the function's argument. */
  input: string;
}

/** Answer of a sandbox thread. */
export type RunAnswer =
  | { id: number; ok: true; /** JSON text. */ output: string; computeMs: number }
  | { id: number; ok: false; failure: CodecFailure; detail: string; computeMs: number };

/** What a sandbox thread is started with. */
export interface SandboxSetup {
  limits: typeof codecLimits;
  prelude: string;
  bufferShim: string;
}
