import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpProblem, type MountedRequest } from '@app/plugin-sdk';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HttpMounts } from './http-mounts';

const route = { path: '/api/v1/taken', bodyLimit: 100, summary: '', body: z.unknown(), result: z.unknown() };

/** Real: the server and its sockets. Not real: the plugins behind the handlers. */
describe('HttpMounts', () => {
  let server: FastifyInstance;
  let mounts: HttpMounts;
  let seen: MountedRequest[];
  beforeEach(async () => {
    seen = [];
    server = Fastify();
    mounts = new HttpMounts(server, 'https://water.example', (id) => id === 'known');
  });
  afterEach(() => server.close());

  const echo = (request: MountedRequest) => {
    seen.push(request);
    return Promise.resolve({ status: 200, body: { size: request.body.length } });
  };
  const post = (url: string, payload: Buffer | string = '', headers: Record<string, string> = {}) =>
    server.inject({ method: 'POST', url, payload, headers });

  it('hands on the bytes as they came, packed, of any type, without a type and without a body', async () => {
    mounts.post(route, echo);
    const packed = Buffer.from([0x1f, 0x8b, 0, 255]);
    const kinds: Record<string, string>[] = [
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain' },
    ];
    for (const headers of kinds) {
      expect((await post(route.path, packed, headers)).json()).toEqual({ size: 4 });
      expect(Buffer.from(seen.at(-1)?.body ?? [])).toEqual(packed);
    }
    expect((await post(route.path)).json()).toEqual({ size: 0 });
    expect(seen.at(-1)).toMatchObject({ method: 'POST', subPath: '', stream: null });
  });

  it('refuses what is longer than the route or the hook takes', async () => {
    mounts.post(route, echo);
    mounts.hook('known', 10, echo);
    expect((await post(route.path, Buffer.alloc(101), { 'content-type': 'a/b' })).statusCode).toBe(413);
    expect((await post('/api/v1/hooks/known', Buffer.alloc(11), { 'content-type': 'a/b' })).json()).toMatchObject({
      status: 413,
      code: 'request.too-large',
    });
    expect(seen).toEqual([]);
  });

  it('answers 503 while nobody stands behind a path, and gives it to the next', async () => {
    const release = mounts.post(route, echo);
    expect(() => mounts.post(route, echo)).toThrow(/taken/);
    release();
    expect((await post(route.path)).statusCode).toBe(503);
    mounts.post(route, () => Promise.resolve({ status: 201, body: 'plain', contentType: 'text/plain' }));
    expect(await post(route.path)).toMatchObject({ statusCode: 201, body: 'plain' });
  });

  it('leaves the paths of the platform to it', async () => {
    server.post('/api/v1/own', () => Promise.resolve('own'));
    expect(() => mounts.post({ ...route, path: '/api/v1/own' }, echo)).toThrow(/the platform's own/);
    expect((await post('/api/v1/own')).body).toBe('own');
  });

  it('lets hooks come and go while it runs; paths are added before', async () => {
    await server.ready();
    expect(() => mounts.post({ ...route, path: '/api/v1/late' }, echo)).toThrow(/only when the process starts/);
    expect((await post('/api/v1/hooks/nobody')).statusCode).toBe(404);
    expect((await post('/api/v1/hooks/known')).statusCode).toBe(503);
    const { url, release } = mounts.hook('known', 100, echo);
    expect(url).toBe('https://water.example/api/v1/hooks/known');
    expect((await post('/api/v1/hooks/known/up/1?a=b', 'x', { 'content-type': 'a/b' })).statusCode).toBe(200);
    expect(seen.at(-1)).toMatchObject({ subPath: 'up/1', query: 'a=b' });
    expect((await server.inject({ method: 'GET', url: '/api/v1/hooks/known' })).statusCode).toBe(200);
    mounts.hook('known', 100, async () => ({ status: 202, body: null }));
    release();
    expect((await post('/api/v1/hooks/known')).statusCode).toBe(202);
  });

  it('writes a problem as a problem document, and keeps other faults to itself', async () => {
    mounts.hook('known', 10, async () => {
      throw new HttpProblem(409, 'sample.no', 'No', 'Not that', { 'retry-after': '3' });
    });
    const refused = await post('/api/v1/hooks/known');
    expect(refused.headers).toMatchObject({ 'retry-after': '3' });
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ status: 409, code: 'sample.no', instance: '/api/v1/hooks/known' });
    mounts.hook('known', 10, () => Promise.reject(new Error('password 1234')));
    const failed = await post('/api/v1/hooks/known');
    expect([failed.statusCode, failed.body.includes('1234')]).toEqual([500, false]);
  });

  it('drops what comes after an answer, so that a sender that goes on is not left hanging', async () => {
    mounts.post({ ...route, bodyLimit: 1e9, streamed: true }, async ({ stream }) => {
      for await (const piece of stream ?? []) if (piece.length > 0) break;
      return { status: 200, body: {} };
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const sender = httpRequest({ port, method: 'POST', path: route.path, headers: { 'content-type': 'a/b' } });
    const answered = once(sender, 'response') as Promise<[IncomingMessage]>;
    const sent = once(sender, 'finish');
    sender.end(Buffer.alloc(30_000_000));
    const [answer] = await answered;
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await Promise.race([sent, pause(3_000).then(() => Promise.reject(new Error('It hangs')))]).finally(() =>
      sender.destroy(),
    );
  });

  it('reads a streamed body no faster than the plugin does', async () => {
    let goOn: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => (goOn = resolve));
    const count = async ({ stream }: MountedRequest) => {
      let size = 0;
      for await (const piece of stream ?? []) {
        if (size === 0) await wait;
        size += piece.length;
      }
      return { status: 200, body: { size } };
    };
    mounts.post({ ...route, bodyLimit: 64 << 20, streamed: true }, (request) => count(request));
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const call = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: route.path });
    const piece = Buffer.alloc(1 << 20);
    let sent = 0;
    // What fits into the buffers of both ends goes; then the sender is held.
    while (sent < 32) {
      sent += 1;
      if (call.write(piece)) continue;
      const drained = await Promise.race([once(call, 'drain').then(() => true), pause(300).then(() => false)]);
      if (!drained) break;
    }
    expect(sent).toBeLessThan(32);
    goOn();
    call.end();
    const [response] = (await once(call, 'response')) as [NodeJS.ReadableStream];
    let answer = '';
    for await (const chunk of response) answer += String(chunk);
    expect(JSON.parse(answer)).toEqual({ size: sent << 20 });
  });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
