import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { Settings } from '@app/config';
import type { IncomingMessage } from 'node:http';
import { UnitOfWork } from '@app/database';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DynamicModule, type NestInterceptor, type Type, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { constants } from 'node:zlib';
import { DEFAULT_BODY_LIMIT, applyBodyLimits } from './body-limit';
import { EtagInterceptor } from './etag';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { guardBody, guardQuery } from './input-guard';
import { serveDocuments } from './openapi/document';
import { portalFolder, portalIsBuilt, portalTarget, servePortal } from './portal';
import { toProblem, unknownSubject } from './problem';
import { ProblemFilter, pathOf, sendProblem } from './problem.filter';
import { BudgetGuard, addRateLimitHooks, isKnownToHandler } from './rate-limit/rate-limit.hooks';
import { MemoryRateStorage } from './rate-limit/memory-storage';
import { RateLimiter } from './rate-limit/rate-limiter';
import { RedisRateStorage } from './rate-limit/redis-storage';
import { type RequestFacts, RequestContext } from './request-context';
import { NestLog, addRequestLog, createLogger } from './request-log';
import { SchemaPipe } from './schema.pipe';
import { acceptStreamedBodies } from './streamed-body';
import { securityHeaders } from './security-headers';

declare module 'fastify' {
  interface FastifyRequest {
    /** Facts of the request; undefined only for requests refused before they were routed. */
    facts?: RequestFacts;
  }
}

/** What a caller may replace, mostly tests. */
export interface HttpApplicationOptions {
  /** Folder of the built portal; null serves none. */
  portal?: string | null;
  log?: Logger;
}

/**
 * Builds an HTTP application that is complete but not listening: limits, headers, log, rate limits, problem documents,
 * schema checks, API documents at `/docs` and the portal. A request passes, in this order: request context, input
 * guards, the limit of anonymous requests, access guards, the caller's budget, interceptors (idempotency, ETag),
 * schema checks, the handler.
 * The caller listens, and calls `enableShutdownHooks`; `app.close()` then ends open requests before anything they use.
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  settings: Settings,
  options: HttpApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const log = options.log ?? createLogger(settings.LOG_LEVEL);
  const folder = options.portal === undefined ? portalFolder() : options.portal;
  const portal = folder !== null && portalIsBuilt(folder) ? folder : null;
  const adapter = createAdapter(settings, portal !== null);
  const server: FastifyInstance = adapter.getInstance();
  const limiter = createLimiter(settings, server, log);

  applyBodyLimits(server);
  acceptJsonOnly(adapter);
  addContextHooks(server);
  addRequestLog(server, log);
  await server.register(helmet, securityHeaders(settings.HYDRANT_PUBLIC_URL?.startsWith('https:') === true));
  await server.register(cookie);
  await server.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  addRateLimitHooks(server, limiter);

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(log),
    abortOnError: false,
    return503OnClosing: true,
  });
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalGuards(new BudgetGuard(limiter));
  app.useGlobalInterceptors(...interceptors(app, settings));
  app.useGlobalPipes(new SchemaPipe());
  serveDocuments(app);
  if (portal !== null) await servePortal(server, portal);
  return app;
}

/** Idempotency keys live in the database; an application without one has none. */
function interceptors(app: NestFastifyApplication, settings: Settings): NestInterceptor[] {
  const etag = new EtagInterceptor();
  const units = unitsOf(app);
  if (units === null) return [etag];
  const atOnce = Math.floor(settings.DATABASE_POOL_SIZE / 2);
  return [new IdempotencyInterceptor(units, app.get(Reflector), atOnce), etag];
}

function unitsOf(app: NestFastifyApplication): UnitOfWork | null {
  try {
    return app.get(UnitOfWork, { strict: false });
  } catch {
    return null;
  }
}

function createAdapter(settings: Settings, portal: boolean): FastifyAdapter {
  const proxies = settings.HYDRANT_TRUSTED_PROXIES.split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return new FastifyAdapter({
    bodyLimit: DEFAULT_BODY_LIMIT,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 10_000 },
    trustProxy: proxies.length > 0 ? proxies : false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    ...(portal && {
      rewriteUrl: (request: IncomingMessage) =>
        portalTarget(request.method, request.url ?? '/', request.headers.accept),
    }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(error, unknownSubject(pathOf(request.raw.url ?? '/'))));
    },
  });
}

/** Forms and plain text are what pages of other sites may send without asking; nothing here takes them. */
function acceptJsonOnly(adapter: FastifyAdapter): void {
  adapter.getInstance().removeContentTypeParser('text/plain');
  const refusal = () => new UnsupportedMediaTypeException('Send JSON: Content-Type: application/json.');
  adapter.useBodyParser('application/x-www-form-urlencoded', false, {}, (_request, _body, done) => done(refusal()));
  acceptStreamedBodies(adapter.getInstance(), refusal);
}

/** The context is entered twice: body parsing runs in the socket's own asynchronous context and would lose it. */
function addContextHooks(server: FastifyInstance): void {
  server.decorateRequest('facts', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    const facts: RequestFacts = {
      requestId: request.id,
      ip: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
      method: request.method,
      path: pathOf(request.originalUrl),
    };
    request.facts = facts;
    reply.header('x-request-id', facts.requestId);
    if (facts.path.startsWith('/api/')) reply.header('cache-control', 'no-store');
    RequestContext.run(facts, () => {
      try {
        if (!isKnownToHandler(request)) guardQuery(request.query as Record<string, unknown>);
        done();
      } catch (error) {
        done(error as Error);
      }
    });
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const resume = (): void => {
      try {
        guardBody(request.body);
        done();
      } catch (error) {
        done(error as Error);
      }
    };
    if (request.facts === undefined) resume();
    else RequestContext.run(request.facts, resume);
  });
}

function createLimiter(settings: Settings, server: FastifyInstance, log: Logger): RateLimiter {
  const budgets = {
    anonymous: settings.RATE_LIMIT_PER_MINUTE,
    principal: settings.RATE_LIMIT_USER_PER_MINUTE,
    device: settings.RATE_LIMIT_DEVICE_PER_MINUTE,
  };
  if (settings.REDIS_URL === undefined) return new RateLimiter(budgets, new MemoryRateStorage(), log);
  const redis = new Redis(settings.REDIS_URL, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  redis.on('error', () => undefined);
  server.addHook('onClose', () => redis.disconnect());
  return new RateLimiter(budgets, new RedisRateStorage(redis), log);
}
