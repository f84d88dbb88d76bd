import { readSettings } from '@app/config';
import { DomainError } from '@app/kernel';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { ApiResult } from './openapi/api-result';
import { BodyLimit } from './body-limit';
import { createHttpApplication } from './http-application';
import { RequestContext } from './request-context';

const thing = z.object({ id: z.string(), version: z.int() }).meta({ id: 'Thing' });
const newThing = z.strictObject({ name: z.string().min(2), at: z.number().default(3) }).meta({ id: 'NewThing' });

@Controller('things')
class ThingsController {
  @Get()
  @ApiResult(z.array(thing))
  list(@Query({ schema: z.strictObject({ q: z.coerce.number().optional() }) }) query: { q?: number }) {
    return [query];
  }

  @Get('broken')
  broken(): never {
    throw new Error('secret inside');
  }

  @Get('refused')
  refused(): never {
    throw new DomainError('conflict', 'thing.busy', 'Thing is busy', { detail: 'Wait.', extra: { retry: true } });
  }

  @Get(':id')
  @ApiResult(thing)
  async one(@Param('id', { schema: z.uuid() }) id: string) {
    await new Promise((resolve) => setImmediate(resolve));
    return { id, version: 3, requestId: RequestContext.current()?.requestId };
  }

  @Post()
  @ApiResult(thing, { status: 201 })
  make(@Body({ schema: newThing }) body: z.infer<typeof newThing>) {
    return { id: body.name, version: body.at, requestId: RequestContext.current()?.requestId };
  }

  @Post('large')
  @BodyLimit(3 * 1024 * 1024)
  large(@Body() body: { text: string }) {
    return { length: body.text.length };
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const lines: Record<string, unknown>[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
const settings = (extra: Record<string, string> = {}) =>
  readSettings({
    DATABASE_URL: 'postgresql://nobody@localhost/none',
    HYDRANT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    RATE_LIMIT_PER_MINUTE: '1000',
    ...extra,
  });

describe('createHttpApplication', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const portal = mkdtempSync(join(tmpdir(), 'portal-'));
    mkdirSync(join(portal, 'assets'));
    writeFileSync(join(portal, 'index.html'), '<!doctype html><title>portal</title>');
    writeFileSync(join(portal, 'assets', 'app-12345678.js'), 'void 0');
    app = await createHttpApplication(ThingsModule, settings(), { portal, log });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const call = (method: 'GET' | 'POST', url: string, body?: string, headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body }),
    });

  it.each([
    ['malformed JSON', 'POST', '/api/v1/things', '{"name":', 400, 'request.malformed'],
    ['a prototype key', 'POST', '/api/v1/things', '{"name":"ab","__proto__":{}}', 400, 'request.malformed'],
    [
      'a constructor key',
      'POST',
      '/api/v1/things',
      '{"name":"ab","constructor":{"prototype":1}}',
      400,
      'request.malformed',
    ],
    ['a NUL character', 'POST', '/api/v1/things', '{"name":"a\\u0000b"}', 400, 'request.malformed'],
    ['half a surrogate pair', 'POST', '/api/v1/things', '{"name":"a\\ud800b"}', 400, 'request.malformed'],
    ['deep nesting', 'POST', '/api/v1/things', '['.repeat(30) + ']'.repeat(30), 400, 'request.malformed'],
    ['an invalid body', 'POST', '/api/v1/things', '{"name":"a"}', 422, 'request.invalid'],
    ['an unknown key', 'POST', '/api/v1/things', '{"name":"abc","x":1}', 422, 'request.invalid'],
    ['too large a body', 'POST', '/api/v1/things', `{"name":"${'x'.repeat(1024 * 1024)}"}`, 413, 'request.too-large'],
    ['a doubled parameter', 'GET', '/api/v1/things?q=1&q=2', undefined, 400, 'request.malformed'],
    ['an unknown parameter', 'GET', '/api/v1/things?x=1', undefined, 422, 'request.invalid'],
    ['an id that cannot be one', 'GET', '/api/v1/things/1', undefined, 404, 'object.not-found'],
    ['an unknown route', 'GET', '/api/v1/nothing', undefined, 404, 'route.not-found'],
    ['a malformed address', 'GET', '/api/v1/%E0%A4%A', undefined, 400, 'request.malformed'],
    ['a domain error', 'GET', '/api/v1/things/refused', undefined, 409, 'thing.busy'],
    ['a fault of ours', 'GET', '/api/v1/things/broken', undefined, 500, 'server.error'],
  ] as const)('answers %s with a problem document', async (_name, method, url, body, status, code) => {
    const answer = await call(method, url, body);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status, code, requestId: expect.any(String), instance: url.split('?')[0] });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('secret inside');
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
    'takes JSON only, not %s',
    async (type) => {
      const answer = await call('POST', '/api/v1/things', 'name=abc', { 'content-type': type });
      expect(answer.json()).toMatchObject({ status: 415, code: 'request.unsupported-media-type' });
    },
  );

  it('points at the field', async () => {
    const answer = await call('POST', '/api/v1/things', '{"name":"a"}');
    expect(answer.json().errors).toEqual([{ pointer: '/name', detail: expect.any(String) }]);
  });

  it('carries the request id through asynchronous code, with and without a body', async () => {
    const id = '0190a1b2-0000-7000-8000-000000000001';
    const read = await call('GET', `/api/v1/things/${id}`);
    expect(read.json().requestId).toBe(read.headers['x-request-id']);
    expect(read.headers['etag']).toBe('"3"');
    const made = await call('POST', '/api/v1/things', '{"name":"abc"}');
    expect(made.statusCode).toBe(201);
    expect(made.json().requestId).toBe(made.headers['x-request-id']);
  });

  it('lets one route take more', async () => {
    const answer = await call('POST', '/api/v1/things/large', JSON.stringify({ text: 'x'.repeat(2_000_000) }));
    expect(answer.json()).toEqual({ length: 2_000_000 });
  });

  it('sends security headers with every answer', async () => {
    for (const url of ['/api/v1/things', '/api/v1/nothing', '/', '/docs', '/docs/openapi.json']) {
      const { headers } = await call('GET', url, undefined, { accept: 'text/html' });
      expect(headers['content-security-policy']).toMatch(
        /script-src 'self';.*object-src 'none'.*frame-ancestors 'none'/,
      );
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
    expect((await call('GET', '/api/v1/things')).headers['cache-control']).toBe('no-store');
  });

  it('serves the portal for pages, and its files for long', async () => {
    for (const url of ['/', '/alarms/17']) {
      const page = await call('GET', url, undefined, { accept: 'text/html,*/*' });
      expect(page.body).toContain('<title>portal</title>');
      expect(page.headers['cache-control']).toBe('no-cache');
    }
    const file = await call('GET', '/assets/app-12345678.js');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(file.headers['x-ratelimit-limit']).toBeUndefined();
    expect((await call('GET', '/assets/gone.js', undefined, { accept: 'text/html' })).statusCode).toBe(404);
    // A page of the portal, although the portal's files lie below the same prefix.
    expect((await call('GET', '/assets/0199/show', undefined, { accept: 'text/html' })).statusCode).toBe(200);
    expect((await call('GET', '/../package.json')).statusCode).toBe(404);
  });

  it('documents operations, schemas and problems in OpenAPI 3.1', async () => {
    const document = (await call('GET', '/docs/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const make = document.paths['/api/v1/things'].post;
    expect(make.operationId).toBe('thingsMake');
    expect(make.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NewThing' });
    expect(make.responses['201'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Thing' });
    expect(make.responses['422']).toEqual({ $ref: '#/components/responses/Invalid' });
    expect(document.components.responses.Invalid.content['application/problem+json'].schema.$ref).toMatch(/Problem$/);
    expect(document.components.schemas.NewThing.required).toEqual(['name']);
    expect((await call('GET', '/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });

  it('logs one structured line a request, without the query', async () => {
    lines.length = 0;
    await call('GET', '/api/v1/things?q=5');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ method: 'GET', path: '/api/v1/things', status: 200, ip: '127.0.0.1', user: null });
    expect(lines[0]).toHaveProperty('durationMs');
    expect(JSON.stringify(lines)).not.toContain('q=5');
  });
});

describe('behind https', () => {
  it('tells browsers to come by https only', async () => {
    const app = await createHttpApplication(ThingsModule, settings({ HYDRANT_PUBLIC_URL: 'https://water.example' }), {
      portal: null,
      log,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    for (const url of ['/api/v1/things', '/api/v1/nothing', '/docs']) {
      const { headers } = await app.inject(url);
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    }
    await app.close();
  });
});

describe('the limit of anonymous requests', () => {
  it('answers 429 with Retry-After beyond the budget of the address', async () => {
    const app = await createHttpApplication(ThingsModule, settings({ RATE_LIMIT_PER_MINUTE: '3' }), {
      portal: null,
      log,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      const answer = await app.inject({ url: '/api/v1/nothing', headers: { authorization: 'Bearer wrong' } });
      statuses.push(answer.statusCode);
      expect(answer.headers['x-ratelimit-limit']).toBe('3');
      expect(Number(answer.headers['x-ratelimit-remaining'])).toBe(Math.max(0, 2 - index));
    }
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    const plain = await app.inject('/api/v1/things');
    expect(plain.statusCode).toBe(429);
    expect(Number(plain.headers['retry-after'])).toBeGreaterThan(0);
    expect(plain.json()).toMatchObject({ code: 'request.too-many', status: 429 });
    expect((await app.inject('/docs/openapi.json')).statusCode).toBe(200);
    await app.close();
  });
});
