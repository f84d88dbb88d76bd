import type { CodecFailure } from './limits';

/** A codec did not give a result; the message names the codec and the cause, for a person. */
export class CodecFailureError extends Error {
  override readonly name = 'CodecFailureError';
  /** The cause alone. */
  readonly detail: string;

  constructor(
    codec: string,
    readonly failure: CodecFailure,
    detail: string,
  ) {
    const shown = presentable(detail);
    super(`Codec "${codec}": ${shown}`);
    this.detail = shown;
  }
}

/** What a codec says, so that it can be stored and shown: without control characters and halves of characters. */
export function presentable(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll(/\p{Cc}+/gu, ' ');
}

/** Too many runs wait already; nothing was tried. */
export class SandboxBusyError extends Error {
  override readonly name = 'SandboxBusyError';
}
