import { setTimeout as wait } from 'node:timers/promises';

/** An answer of the platform that says no. */
export class ApiError extends Error {
  /** @param status - HTTP status; @param path - what was asked */
  constructor(
    readonly status: number,
    readonly path: string,
    detail: string,
  ) {
    super(`${path} answered ${status}: ${detail}`);
    this.name = 'ApiError';
  }
}

/** How to reach a platform. */
export interface ApiSettings {
  /** Origin, such as `http://localhost:3000`. */
  readonly server: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token: string;
  /** Ends waiting and asking. */
  readonly signal: AbortSignal;
  /** Told once when the platform cannot be reached, and when it can again. */
  readonly onOutage?: (message: string) => void;
}

interface ListPage<T> {
  data: T[];
  page: { number: number; size: number; total: number };
}

/**
 * Small client of the management API. Waits through restarts of the platform (no connection, 502, 503, 504) and rate limits
 * (429 with Retry-After); everything else is answered or thrown at once.
 */
export class ApiClient {
  private down = false;

  constructor(private readonly settings: ApiSettings) {}

  /** Ends waiting and asking. */
  get signal(): AbortSignal {
    return this.settings.signal;
  }

  /** @param path - below `/api/v1`, such as `/regions` */
  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  /** @param version - of the object as it was read; left out where there is none */
  put<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.ask<T>('PUT', path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
  }

  /** @param version - of the object as it was read */
  patch<T>(path: string, version: number, body: unknown): Promise<T> {
    return this.ask<T>('PATCH', path, body, { 'if-match': `"${version}"` });
  }

  /** All items of a list, page by page. @param query - further parameters, such as `municipalityId=...` */
  async list<T>(path: string, query = ''): Promise<T[]> {
    const items: T[] = [];
    for (let number = 1; ; number += 1) {
      const page = await this.get<ListPage<T>>(`${path}?page=${number}&pageSize=500${query ? `&${query}` : ''}`);
      items.push(...page.data);
      if (page.data.length === 0 || items.length >= page.page.total) return items;
    }
  }

  private async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    further: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const { signal, server, token } = this.settings;
    const headers: Record<string, string> = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...further,
    };
    const init: RequestInit = { method, headers, signal };
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.reach(`${server}/api/v1${path}`, init);
      if (response === null || [502, 503, 504].includes(response.status)) {
        await response?.body?.cancel();
        await wait(backoffMs(attempt), undefined, { signal });
        continue;
      }
      if (response.status === 429) {
        await response.body?.cancel();
        await wait(retryAfterMs(response), undefined, { signal });
        continue;
      }
      const text = await response.text();
      if (!response.ok) throw new ApiError(response.status, `${method} ${path}`, problemDetail(text));
      return (text === '' ? undefined : JSON.parse(text)) as T;
    }
  }

  private async reach(url: string, init: RequestInit): Promise<Response | null> {
    try {
      const response = await fetch(url, init);
      if (this.down) this.settings.onOutage?.('The platform answers again.');
      this.down = false;
      return response;
    } catch (error) {
      this.settings.signal.throwIfAborted();
      if (!this.down)
        this.settings.onOutage?.(
          `The platform cannot be reached at ${this.settings.server} (${reason(error)}); trying again.`,
        );
      this.down = true;
      return null;
    }
  }
}

/** Growing pause between attempts, ms: 0.5 s to 5 s, with some spread. */
export function backoffMs(attempt: number): number {
  return Math.min(5000, 500 * 1.6 ** attempt) * (0.75 + Math.random() * 0.5);
}

/** Pause a 429 asks for, ms: its Retry-After in seconds, at most a minute; two seconds when it does not say. */
export function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(60, Math.max(0.2, seconds)) * 1000 : 2000;
}

/** The cause of a failed connection: fetch itself says no more than that it failed. */
function reason(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}

function problemDetail(text: string): string {
  try {
    const problem = JSON.parse(text) as {
      title?: string;
      detail?: string;
      errors?: { pointer?: string; detail?: string }[];
    };
    const fields = (problem.errors ?? [])
      .slice(0, 3)
      .map(({ pointer, detail }) => `${pointer ?? ''} ${detail ?? ''}`.trim());
    return [problem.detail ?? problem.title ?? text.slice(0, 200), ...fields].join('; ');
  } catch {
    return text.slice(0, 200);
  }
}

/** Runs an action for every item, some at a time, and answers the results in the order of the items. */
export async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  action: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await action(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
