import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/** What goes with a request. */
export interface Sent {
  token?: string | undefined;
  body?: unknown;
  /** For If-Match. */
  version?: number | undefined;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  body: any;
  text: string;
}

/** Sends requests to an application that does not listen; `path` is below `/api/v1`, or from the root after `//`. */
export function sendTo(app: NestFastifyApplication) {
  return async (method: Method, path: string, { token, body, version, headers }: Sent = {}): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    });
    const text = answer.payload;
    const type = answer.headers['content-type'];
    const isJson = typeof type === 'string' && type.includes('json') && !type.includes('ndjson');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson && text !== '' ? JSON.parse(text) : {},
      text,
    };
  };
}
