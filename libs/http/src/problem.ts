import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { DomainError, type ErrorKind, type FieldFault } from '@app/kernel';
import { databaseProblem } from './database-problem';

/** Problem document of RFC 9457, the body of every answer with a status of 400 or more. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  requestId: string;
  errors?: FieldFault[];
  [extra: string]: unknown;
}

/** The one HTTP status of each kind of domain error. */
export const statusOfKind: Record<ErrorKind, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  unsupported: 415,
  invalid: 422,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
};

/** Code and unvarying title of failures that no domain error describes, by status. */
export const problemCatalogue: Record<number, { code: string; title: string }> = {
  400: { code: 'request.malformed', title: 'Request cannot be read' },
  401: { code: 'auth.required', title: 'Sign-in required' },
  403: { code: 'access.forbidden', title: 'Not allowed' },
  404: { code: 'route.not-found', title: 'No such address' },
  405: { code: 'request.method-not-allowed', title: 'Method not allowed' },
  406: { code: 'request.not-acceptable', title: 'Not acceptable' },
  408: { code: 'request.timeout', title: 'Request took too long' },
  409: { code: 'object.conflict', title: 'Conflict' },
  412: { code: 'object.stale', title: 'Version is stale' },
  413: { code: 'request.too-large', title: 'Request too large' },
  414: { code: 'request.address-too-long', title: 'Address too long' },
  415: { code: 'request.unsupported-media-type', title: 'Unsupported media type' },
  422: { code: 'request.invalid', title: 'Invalid input' },
  428: { code: 'request.version-required', title: 'Version required' },
  429: { code: 'request.too-many', title: 'Too many requests' },
  431: { code: 'request.headers-too-large', title: 'Request headers too large' },
  500: { code: 'server.error', title: 'Internal error' },
  503: { code: 'server.unavailable', title: 'Temporarily unavailable' },
};

/** What is known of the request that failed. */
export interface ProblemSubject {
  requestId: string;
  path: string;
}

/** The stable address of a kind of problem. */
export function problemType(code: string): string {
  return `urn:hydrant:problem:${code}`;
}

/** Turns whatever was thrown into the document that the caller may see. Unknown errors reveal nothing but an id. */
export function toProblem(thrown: unknown, { requestId, path }: ProblemSubject): Problem {
  const instance = path;
  if (thrown instanceof DomainError) {
    const { code, title, detail, errors, extra } = thrown;
    const status = statusOfKind[thrown.kind];
    return {
      ...extra,
      type: problemType(code),
      title,
      status,
      detail,
      instance,
      code,
      requestId,
      ...(errors && { errors }),
    };
  }
  const fromDatabase = databaseProblem(thrown);
  const status = fromDatabase?.status ?? statusOf(thrown);
  const { code, title } = fromDatabase ?? problemCatalogue[status] ?? byStatus(status);
  const detail = fromDatabase?.detail ?? detailOf(thrown, status);
  return { type: problemType(code), title, status, detail, instance, code, requestId };
}

/** The subject of failures that happen before a request context exists. */
export function unknownSubject(path: string): ProblemSubject {
  return { requestId: randomUUID(), path };
}

function byStatus(status: number): { code: string; title: string } {
  return { code: `http.${status}`, title: STATUS_CODES[status] ?? 'Error' };
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 500;
  const status =
    'getStatus' in thrown && typeof thrown.getStatus === 'function'
      ? (thrown.getStatus() as unknown)
      : 'statusCode' in thrown
        ? thrown.statusCode
        : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function detailOf(thrown: unknown, status: number): string {
  if (status >= 500) return 'Something went wrong on our side. Quote the request id when you report it.';
  return thrown instanceof Error && thrown.message !== '' ? thrown.message : (STATUS_CODES[status] ?? 'Error');
}
