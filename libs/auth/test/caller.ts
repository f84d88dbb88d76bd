import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export const ADMIN = 'admin';
/** As in the settings of tests. */
export const ADMIN_PASSWORD = 'correct horse battery staple';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the API of an application that does not listen. */
export function callerOf(app: NestFastifyApplication) {
  return async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }), ...options.headers },
      ...(options.body !== undefined && { payload: options.body as object }),
    });
    const isJson = answer.headers['content-type']?.toString().includes('json') === true;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? answer.json<Record<string, unknown>>() : {},
    };
  };
}

/** Signs in and answers both tokens. */
export async function signIn(
  app: NestFastifyApplication,
  username = ADMIN,
  password = ADMIN_PASSWORD,
): Promise<{ accessToken: string; refreshToken: string }> {
  const answer = await callerOf(app)('POST', '/auth/login', { body: { username, password } });
  if (answer.status !== 200)
    throw new Error(`Sign-in of ${username} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as unknown as { accessToken: string; refreshToken: string };
}
