import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient, ApiError, mapLimit } from './api-client';

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

let server: Server;
let origin = '';
let answers: Answer[] = [];
const asked: { method: string; url: string; key: string; body: string }[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        key: request.headers.authorization ?? '',
        body,
      });
      const answer = answers.shift() ?? { status: 500 };
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function client(signal = new AbortController().signal, onOutage?: (message: string) => void): ApiClient {
  return new ApiClient({ server: origin, token: 'key', signal, ...(onOutage && { onOutage }) });
}

describe('ApiClient', () => {
  it('sends the key and JSON, and reads every page of a list', async () => {
    answers = [
      { status: 200, body: { data: [1, 2], page: { number: 1, size: 2, total: 3 } } },
      { status: 200, body: { data: [3], page: { number: 2, size: 2, total: 3 } } },
      { status: 201, body: { id: 'x' } },
    ];
    expect(await client().list<number>('/things', 'code=a')).toEqual([1, 2, 3]);
    expect(await client().post('/things', { a: 1 })).toEqual({ id: 'x' });
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/v1/things?page=1&pageSize=500&code=a',
      '/api/v1/things?page=2&pageSize=500&code=a',
      '/api/v1/things',
    ]);
    expect(asked[2]).toMatchObject({ method: 'POST', key: 'Bearer key', body: '{"a":1}' });
  });

  it('waits as long as a rate limit asks, and through a platform that is not ready', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '1' } }, { status: 503 }, { status: 200, body: 'done' }];
    const began = performance.now();
    expect(await client().get('/slow')).toBe('done');
    expect(performance.now() - began).toBeGreaterThan(1300);
  });

  it('throws what the platform says in the words of its problem', async () => {
    answers = [
      {
        status: 422,
        body: { title: 'Invalid', detail: 'One field is wrong.', errors: [{ pointer: '/code', detail: 'is taken' }] },
      },
    ];
    const error = await client()
      .post('/things', {})
      .catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).status).toBe(422);
    expect((error as ApiError).message).toBe('POST /things answered 422: One field is wrong.; /code is taken');
  });

  it('tells once of a platform that cannot be reached, and ends when it is told to', async () => {
    const ending = new AbortController();
    const messages: string[] = [];
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const lost = new ApiClient({
      server: `http://127.0.0.1:${port}`,
      token: 'key',
      signal: ending.signal,
      onOutage: (message) => messages.push(message),
    });
    const asking = lost.get('/things');
    setTimeout(() => ending.abort(new Error('enough')), 1500);
    await expect(asking).rejects.toThrow(/enough|aborted/);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('ECONNREFUSED');
  });
});

describe('mapLimit', () => {
  it('keeps order, runs no more than allowed at once, and passes on a failure', async () => {
    let running = 0;
    let most = 0;
    const results = await mapLimit([5, 1, 4, 2, 3], 2, async (value) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return value * 2;
    });
    expect(results).toEqual([10, 2, 8, 4, 6]);
    expect(most).toBe(2);
    await expect(mapLimit([1], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
