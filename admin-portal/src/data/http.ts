import { accessToken, refreshSession } from '../auth/session';
import { ApiError, type Problem } from './problem';

/** Where the API lives: always the page's own origin. */
export const API_BASE = '/api/v1';

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

export interface RequestOptions {
  query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; a Blob goes as it is. */
  body?: unknown;
  /** Version the change is based on; sent as If-Match. */
  ifMatch?: string | number;
  /** Makes a repeated POST harmless. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** False for calls that must not carry a token or try to renew it (sign-in itself). */
  signedIn?: boolean;
}

export interface Answer<T> {
  data: T;
  status: number;
  headers: Headers;
}

/** The query string of a call; null, undefined and empty values are left out, lists are joined by commas. */
export function queryString(query: RequestOptions['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (text) params.set(key, text);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  const isFile = options.body instanceof Blob;
  if (options.body !== undefined) headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  const token = options.signedIn === false ? null : accessToken();
  if (token) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(`${path.startsWith('/health') ? '' : API_BASE}${path}${queryString(options.query)}`, {
      method,
      headers,
      body: isFile ? (options.body as Blob) : options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { detail: 'errors.network' });
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * Calls the API. An expired access token is renewed once and the call repeated.
 * @throws {ApiError} on every answer outside 2xx and when the server cannot be reached (status 0)
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  let response = await send(method, path, options);
  if (response.status === 401 && options.signedIn !== false && (await refreshSession())) {
    response = await send(method, path, options);
  }
  const body = await readBody(response);
  if (!response.ok) {
    throw new ApiError(response.status, typeof body === 'object' && body !== null ? (body as Problem) : {});
  }
  return { data: body as T, status: response.status, headers: response.headers };
}

/** GET, body only. */
export async function get<T>(path: string, query?: RequestOptions['query'], signal?: AbortSignal): Promise<T> {
  return (await request<T>('GET', path, { query, signal })).data;
}

/** POST, body only; carries a fresh idempotency key unless one is given. */
export async function post<T>(path: string, body: unknown = {}, idempotencyKey: string = newKey()): Promise<T> {
  return (await request<T>('POST', path, { body, idempotencyKey })).data;
}

/** A random key for Idempotency-Key; also works outside secure contexts. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
