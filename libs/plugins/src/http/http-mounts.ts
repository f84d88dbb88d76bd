import { describeRoute } from '@app/http';
import { HttpProblem, type MountedHandler, type MountedRequest, type MountedRoute } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UNAVAILABLE, UNKNOWN_HOOK, faultOf, requestIdOf, sendAnswer, sendProblem } from './mount-reply';
import { piecesOf, readRaw } from './raw-body';

interface Hook {
  bodyLimit: number;
  handler: MountedHandler;
}

interface Mounted {
  handler: MountedHandler | null;
  route: MountedRoute;
}

/** Largest body that a hook may ask for, bytes. */
const HOOK_LIMIT = 8 * 1024 * 1024;
const HOOKS = '/api/v1/hooks';

/**
 * Paths that plugins have mounted on the HTTP server. A path stays mounted for the life of the server; while its plugin
 * does not run, it answers 503. Bodies reach the plugin as the bytes that came, packed or not, unparsed. Hooks share one
 * route, so that instances of plugins come and go while the server runs.
 */
export class HttpMounts {
  private readonly logger = new Logger(HttpMounts.name);
  private readonly mounted = new Map<string, Mounted>();
  private readonly hooks = new Map<string, Hook>();
  private closed = false;

  /**
   * @param server - null in processes that serve no HTTP; then mounting does nothing
   * @param publicUrl - address of the platform as the outside sees it
   * @param knows - whether there is an instance with this id
   */
  constructor(
    private readonly server: FastifyInstance | null,
    private readonly publicUrl: string,
    private readonly knows: (instance: string) => boolean,
  ) {
    if (server === null) return;
    for (const url of [`${HOOKS}/:instance`, `${HOOKS}/:instance/*`]) {
      this.route(server, ['GET', 'POST'], url, (request, reply) => this.answerHook(request, reply));
    }
    server.addHook('onReady', async () => void (this.closed = true));
  }

  /** Puts a handler behind a path. @throws when the path is taken or cannot be added @returns takes the handler away again */
  post(route: MountedRoute, handler: MountedHandler): () => void {
    const { path } = route;
    const known = this.mounted.get(path);
    if (known !== undefined && known.handler !== null) {
      throw new Error(`The path ${path} is taken by another instance of a plugin`);
    }
    const entry = known ?? this.add(route);
    Object.assign(entry, { route, handler });
    return () => void (entry.handler = null);
  }

  /** Puts a handler behind the hook of an instance. @returns its address, and how to take the handler away again */
  hook(instance: string, bodyLimit: number, handler: MountedHandler): { url: string; release: () => void } {
    const hook = { bodyLimit: Math.min(bodyLimit, HOOK_LIMIT), handler };
    this.hooks.set(instance, hook);
    const release = () => {
      if (this.hooks.get(instance) === hook) this.hooks.delete(instance);
    };
    return { url: this.hookUrl(instance), release };
  }

  /** The address of an instance's hook, as the outside sees it. */
  hookUrl(instance: string): string {
    return `${this.publicUrl}${HOOKS}/${instance}`;
  }

  private add(route: MountedRoute): Mounted {
    const { path, summary, body, result } = route;
    const entry: Mounted = { route, handler: null };
    if (this.server !== null) {
      if (this.server.hasRoute({ method: 'POST', url: path }))
        throw new Error(`The path ${path} is the platform's own`);
      if (this.closed) throw new Error(`The path ${path} can be added only when the process starts: restart it`);
      describeRoute(this.server, { path, summary, body, result, tag: 'Telemetry' });
      this.route(this.server, ['POST'], path, (request, reply) => this.answerPost(entry, request, reply));
    }
    this.mounted.set(path, entry);
    return entry;
  }

  private route(
    server: FastifyInstance,
    method: ('GET' | 'POST')[],
    url: string,
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void {
    void server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      // The handler reads the body itself, once it knows how much of it may come.
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.setErrorHandler((error, request, reply) => {
        const problem = faultOf(error, pathOf(request));
        if (problem.status >= 500) this.logger.error(`${pathOf(request)}: ${(error as Error).stack ?? String(error)}`);
        return sendProblem(reply, pathOf(request), problem);
      });
      const options = { decompress: false, exposeHeadRoute: false, config: { callerKnownToHandler: true } } as const;
      scope.route({ method, url, ...options, handler });
    });
  }

  private answerPost({ handler, route }: Mounted, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(request, reply, async () => {
      if (handler === null) throw UNAVAILABLE;
      const { streamed = false, bodyLimit } = route;
      const body = streamed ? Buffer.alloc(0) : await readRaw(request.raw, bodyLimit);
      const stream = streamed ? piecesOf(request.raw, bodyLimit) : null;
      return sendAnswer(reply, await handler(this.facts(request, reply, '', body, stream)));
    });
  }

  private answerHook(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(request, reply, async () => {
      const { instance = '', '*': subPath = '' } = request.params as { instance?: string; '*'?: string };
      const hook = this.hooks.get(instance);
      if (hook === undefined) throw this.knows(instance) ? UNAVAILABLE : UNKNOWN_HOOK;
      const body = request.method === 'POST' ? await readRaw(request.raw, hook.bodyLimit) : Buffer.alloc(0);
      return sendAnswer(reply, await hook.handler(this.facts(request, reply, subPath, body, null)));
    });
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    action: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof HttpProblem) return sendProblem(reply, pathOf(request), error);
      throw error;
    } finally {
      // What is left of the body is dropped, so that the answer reaches its sender.
      request.raw.resume();
    }
  }

  private facts(
    request: FastifyRequest,
    reply: FastifyReply,
    subPath: string,
    body: Uint8Array,
    stream: AsyncIterable<Uint8Array> | null,
  ): MountedRequest {
    return {
      subPath,
      method: request.method === 'GET' ? 'GET' : 'POST',
      headers: request.headers,
      query: request.url.split('?')[1] ?? '',
      body,
      stream,
      ip: request.ip,
      requestId: requestIdOf(reply),
    };
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}
