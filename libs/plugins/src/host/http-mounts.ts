import { randomUUID } from 'node:crypto';
import { HttpProblem, type MountedRequest, type MountedResponse, type MountedRoute } from '@app/plugin-sdk';
import { describeRoute } from '@app/http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

type Handler = (request: MountedRequest) => Promise<MountedResponse>;

const UNAVAILABLE = new HttpProblem(
  503,
  'gateway.unavailable',
  'Temporarily unavailable',
  'The gateway behind this address is not running. Try again later.',
  { 'retry-after': '5' },
);

/**
 * Paths that plugins have mounted on the HTTP server. A path stays mounted for the life of the server; while its plugin
 * does not run, it answers 503. Bodies reach the plugin as the bytes that came, unparsed.
 */
export class HttpMounts {
  private readonly handlers = new Map<string, Handler | null>();

  /** @param server - null in processes that serve no HTTP; then mounting does nothing */
  constructor(private readonly server: FastifyInstance | null) {}

  /** Puts a handler behind a path. @throws when another plugin has the path @returns takes the handler away again */
  post(route: MountedRoute, handler: Handler): () => void {
    const { path } = route;
    const known = this.handlers.get(path);
    if (known !== undefined && known !== null) throw new Error(`The path ${path} is taken by another plugin`);
    if (known === undefined) this.register(route);
    this.handlers.set(path, handler);
    return () => void this.handlers.set(path, null);
  }

  private register({ path, bodyLimit, summary, body, result }: MountedRoute): void {
    this.handlers.set(path, null);
    if (this.server === null) return;
    describeRoute(this.server, { path, summary, body, result, tag: 'Telemetry' });
    void this.server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
      scope.setErrorHandler((error: FastifyError, _request, reply) => {
        const status = error.statusCode ?? 500;
        return send(reply, path, status < 500 ? unreadable(status, error.message) : FAULT);
      });
      scope.post(path, { bodyLimit }, (request, reply) => this.answer(path, request, reply));
    });
  }

  private async answer(path: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const handler = this.handlers.get(path) ?? null;
      if (handler === null) throw UNAVAILABLE;
      const { status, headers, body } = await handler({
        headers: request.headers,
        query: request.url.split('?')[1] ?? '',
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        ip: request.ip,
        requestId: requestIdOf(reply),
      });
      return await reply
        .status(status)
        .headers({ ...headers })
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(body));
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return send(reply, path, error);
    }
  }
}

const FAULT = new HttpProblem(
  500,
  'server.error',
  'Internal error',
  'Something went wrong on our side. Quote the request id when you report it.',
);

function unreadable(status: number, message: string): HttpProblem {
  return status === 413
    ? new HttpProblem(413, 'request.too-large', 'Request too large', 'Send fewer readings in one request.')
    : new HttpProblem(status, 'request.malformed', 'Request cannot be read', message);
}

function send(reply: FastifyReply, instance: string, problem: HttpProblem): FastifyReply {
  const { status, code, title, detail } = problem;
  const requestId = requestIdOf(reply);
  const body = { type: `urn:hydrant:problem:${code}`, title, status, detail, instance, code, requestId };
  return reply.status(status).headers(problem.headers).type('application/problem+json').send(JSON.stringify(body));
}

/** The id that the server has given the request; else a fresh one. */
function requestIdOf(reply: FastifyReply): string {
  const value = reply.getHeader('x-request-id');
  return typeof value === 'string' ? value : randomUUID();
}
