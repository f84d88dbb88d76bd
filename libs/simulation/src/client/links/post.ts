import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs, retryAfterMs } from '../api-client';

/** A request that is made until it is answered for good. */
export interface Post {
  readonly url: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly body: string;
}

/** A 2xx, or an answer that says that repeating does not help. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts until the answer is final: not reached, 408, 429 and 5xx are tried again.
 * @param isPaused - while true nothing is sent
 * @throws when the signal ends it
 */
export async function postUntilAnswered(post: Post, isPaused: () => boolean, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    const init = { method: 'POST', headers: post.headers(), body: post.body, signal };
    const response = isPaused() ? null : await fetch(post.url, init).catch(() => null);
    signal.throwIfAborted();
    const text = response === null ? '' : await response.text().catch(() => null);
    signal.throwIfAborted();
    if (response !== null && text !== null && !isPassing(response.status)) return { status: response.status, text };
    await wait(response?.status === 429 ? retryAfterMs(response) : backoffMs(attempt), undefined, { signal });
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** Sends the head and half of the body, and breaks the connection, as a modem does that loses its network. */
export function cutPost({ url, headers, body }: Post): Promise<void> {
  const whole = Buffer.from(body);
  const open = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = open(url, { method: 'POST', headers: { ...headers(), 'content-length': String(whole.length) } });
    request.once('error', () => undefined);
    request.once('close', () => resolve());
    request.write(whole.subarray(0, whole.length >> 1), () => request.destroy());
    request.setTimeout(5_000, () => request.destroy());
  });
}
