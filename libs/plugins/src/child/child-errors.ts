import { HttpProblem } from '@app/plugin-sdk';
import type { SentError } from './protocol';

/** An error as it is sent to a child: names and fields of the SDK's errors, for all others what they say. */
export function toSent(thrown: unknown): SentError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), fields: {} };
  const { retryAfterS } = thrown as { retryAfterS?: unknown };
  const fields = typeof retryAfterS === 'number' ? { retryAfterS } : {};
  return { name: thrown.name, message: thrown.message, fields };
}

/** An error that a child has sent. It is not trusted: only what the host knows how to use is taken from it. */
export function fromSent({ name, message, fields }: SentError): Error {
  const { status, code, title, detail, headers } = (fields ?? {}) as Record<string, unknown>;
  if (name === 'HttpProblem' && Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599) {
    return new HttpProblem(status as number, String(code), String(title), String(detail), textsOf(headers));
  }
  return new Error(message.slice(0, 1_000));
}

/** Headers as far as they are texts. */
export function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string')) as Record<
    string,
    string
  >;
}
