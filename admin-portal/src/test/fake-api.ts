import { vi } from 'vitest';

/** One call as the fake API saw it. */
export interface SeenCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

type Handler = (call: SeenCall) => { status?: number; body?: unknown; headers?: Record<string, string> };

/** Replaces fetch by handlers keyed `METHOD /path` (below the origin); answers the list of calls. Unknown routes answer 404. */
export function fakeApi(routes: Record<string, Handler>): SeenCall[] {
  const calls: SeenCall[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const call: SeenCall = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : (init.body ?? undefined),
    };
    calls.push(call);
    const handler = routes[`${call.method} ${call.path}`];
    const {
      status = 200,
      body,
      headers,
    } = handler ? handler(call) : { status: 404, body: { title: 'Not found', status: 404 } };
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
  });
  return calls;
}
