import { DomainError } from '@app/kernel';
import type { Span } from './reading-series';

const DAY_MS = 86_400_000;
const LONGEST_MS = 20 * 366 * DAY_MS;

/**
 * The stretch of time that a query asks for: the last 24 hours unless it says otherwise.
 * @throws {DomainError} invalid when it ends before it begins, or is longer than 20 years
 */
export function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number): Span {
  const end = to === undefined ? now : Date.parse(to);
  const start = from === undefined ? end - DAY_MS : Date.parse(from);
  if (start < end && end - start <= LONGEST_MS) return { from: start, to: end };
  const detail = start < end ? 'The span is longer than 20 years.' : 'from must lie before to.';
  throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
    detail,
    errors: [{ pointer: '?from', detail }],
  });
}
