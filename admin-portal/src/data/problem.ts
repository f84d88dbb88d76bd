import { HttpError } from 'ra-core';

/** RFC 9457 problem document as the API sends it. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  code?: string;
  requestId?: string;
  errors?: { pointer: string; detail: string }[];
}

/** A failed call. `body.errors` holds field messages in the shape forms read. */
export class ApiError extends HttpError {
  readonly problem: Problem;

  /** Stable code of the problem, or `network` / `http-<status>`. */
  readonly code: string;

  constructor(status: number, problem: Problem) {
    const message = problem.detail ?? problem.title ?? `errors.http_${status}`;
    super(message, status, { ...problem, errors: fieldErrors(problem.errors) });
    // The base class pins its own prototype, which would hide this class from `instanceof`.
    Object.setPrototypeOf(this, new.target.prototype);
    this.name = 'ApiError';
    this.problem = problem;
    this.code = problem.code ?? (status === 0 ? 'network' : `http-${status}`);
  }
}

/** Nested messages by field, from JSON pointers (`/thresholds/high`). Undefined when there is none. */
export function fieldErrors(errors: Problem['errors']): Record<string, unknown> | undefined {
  if (!errors?.length) return undefined;
  const tree: Record<string, unknown> = {};
  for (const { pointer, detail } of errors) {
    const path = pointer.replace(/^#?\//, '').split('/').filter(Boolean);
    if (path.length === 0) continue;
    let branch = tree;
    for (const step of path.slice(0, -1)) {
      const next = branch[step];
      branch[step] = typeof next === 'object' && next !== null ? next : {};
      branch = branch[step] as Record<string, unknown>;
    }
    branch[path.at(-1) as string] = detail;
  }
  return Object.keys(tree).length ? tree : undefined;
}

/** Is this an answer of the API with that status? */
export function hasStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}

/** What to tell the reader: a key of the catalogue for the common faults, else the API's own sentence. */
export function problemMessage(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return 'errors.network';
    if (error.status === 412) return 'errors.stale';
    if (error.status === 429) return 'errors.too_many';
    if (error.status >= 500) return 'errors.server';
    return error.message;
  }
  return error instanceof Error ? error.message : 'errors.unknown';
}
