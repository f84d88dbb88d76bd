/** One fault of an input, at a JSON pointer (RFC 6901) into the body, or `?name` for a query parameter. */
export interface FieldFault {
  pointer: string;
  detail: string;
}

/** What a domain error tells its reader beside its code. */
export interface DomainErrorOptions {
  /** What happened, and what to do next, for this reader. */
  detail: string;
  errors?: FieldFault[];
  /** Machine-readable facts added to the problem document. Never secrets. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

/** What kind of failure it is; the HTTP face turns each into one status. */
export type ErrorKind =
  | 'bad-request' // 400: cannot be read
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'conflict' // 409
  | 'precondition-failed' // 412: stale version
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'invalid' // 422: can be read, makes no sense
  | 'precondition-required' // 428: no version given
  | 'too-many' // 429
  | 'unavailable'; // 503

/**
 * A failure that the caller can act upon. `code` is stable and public (`alert.already-cleared`), `title` never varies
 * for one code, `detail` helps this reader. Anything else that is thrown is a fault of ours and answers 500.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly detail: string;
  readonly errors: FieldFault[] | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly title: string,
    options: DomainErrorOptions,
  ) {
    super(`${title}: ${options.detail}`, { cause: options.cause });
    this.detail = options.detail;
    this.errors = options.errors;
    this.extra = options.extra;
  }
}

/** The object does not exist, or the caller may not know that it does: both answer the same. */
export function notFound(what: string, id: string): DomainError {
  return new DomainError('not-found', 'object.not-found', 'Not found', {
    detail: `No ${what} with id ${id} is visible to you.`,
  });
}
