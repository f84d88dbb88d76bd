import { isUuid } from '@app/kernel';

interface RequestParts {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** How many ids of one request are looked at; a request that guesses more is told of by its first ones. */
const MOST_IDS = 20;

/** The first id in the path of a request; null without one. */
export function firstId(request: RequestParts): string | null {
  return idsIn(request.params)[0] ?? null;
}

/** Every id that a request names: path first, then query, then the top level of its body, lists of ids among them. */
export function namedIds(request: RequestParts): string[] {
  return [...new Set([...idsIn(request.params), ...idsIn(request.query), ...idsIn(request.body)])].slice(0, MOST_IDS);
}

function idsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part)
    .flatMap((value: unknown) => (typeof value === 'string' ? value.split(',') : value))
    .filter((value): value is string => typeof value === 'string' && isUuid(value));
}
