/** What an HTTP call answered. */
export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Calls the API over real HTTP as one user, key or device; knows nothing of the code behind it. */
export class Caller {
  constructor(
    readonly url: string,
    readonly token: string | null,
  ) {}

  static async signIn(url: string, username: string, password: string): Promise<Caller> {
    const { status, body } = await new Caller(url, null).post<{ accessToken: string }>('/auth/login', {
      username,
      password,
    });
    if (status !== 200) throw new Error(`Sign-in answered ${status}: ${JSON.stringify(body)}`);
    return new Caller(url, body.accessToken);
  }

  get<Body = unknown>(path: string): Promise<Answer<Body>> {
    return this.call('GET', path);
  }

  post<Body = unknown>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.call('POST', path, body, headers);
  }

  /** @param version - of the object as last read, for If-Match */
  patch<Body = unknown>(path: string, version: number, body: unknown): Promise<Answer<Body>> {
    return this.call('PATCH', path, body, { 'if-match': `"${version}"` });
  }

  delete<Body = unknown>(path: string, version: number): Promise<Answer<Body>> {
    return this.call('DELETE', path, undefined, { 'if-match': `"${version}"` });
  }

  /** As {@link post}, for what must succeed. @returns the body */
  async make<Body = { id: string; version: number }>(path: string, body: unknown): Promise<Body> {
    const answer = await this.post<Body>(path, body);
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** @param path - below `/api/v1`, or from the root when it starts with `//` */
  async call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const target = path.startsWith('//') ? `${this.url}${path.slice(1)}` : `${this.url}/api/v1${path}`;
    const answer = await fetch(target, {
      method,
      headers: {
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body };
  }
}
