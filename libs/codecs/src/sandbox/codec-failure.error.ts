import type { CodecFailure } from './limits';

/** A codec did not give a result; the message names the codec and the cause, for a person. */
export class CodecFailureError extends Error {
  override readonly name = 'CodecFailureError';

  constructor(
    codec: string,
    readonly failure: CodecFailure,
    /** The cause alone. */
    readonly detail: string,
  ) {
    super(`Codec "${codec}": ${detail}`);
  }
}

/** Too many runs wait already; nothing was tried. */
export class SandboxBusyError extends Error {
  override readonly name = 'SandboxBusyError';
}
