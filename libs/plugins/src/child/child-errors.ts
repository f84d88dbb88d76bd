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
    return new HttpProblem(status as number, String(code), String(title), String(detail), answerHeaders(headers));
  }
  return new Error(message.slice(0, 1_000));
}

/** Headers of an answer that belong to the platform. */
const CONNECTION =
  /^(connection|keep-alive|trailer|transfer-encoding|upgrade|content-(length|encoding|type)|x-request-id)$/i;
const SESSION = /^(set-cookie|clear-site-data|service-worker-allowed)$/i;
const BROWSER =
  /^(content-security-policy.*|(access-control|cross-origin)-.*|(permissions|referrer)-policy|strict-transport-security|x-(frame|content-type)-options)$/i;

/** Headers that a child may add to an answer. */
export function answerHeaders(value: unknown): Record<string, string> {
  const allowed = ([name, text]: [string, string]) =>
    /^[\w-]{1,100}$/.test(name) &&
    /^[\x20-\x7e]{0,4096}$/.test(text) &&
    ![CONNECTION, SESSION, BROWSER].some((own) => own.test(name));
  return Object.fromEntries(Object.entries(textsOf(value)).filter(allowed));
}

/** Headers as far as they are texts. */
export function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string')) as Record<
    string,
    string
  >;
}
