import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Problem, toProblem, unknownSubject } from './problem';
import { RequestContext } from './request-context';

/** The one place where a failure becomes an HTTP answer: problem document, log line for faults of ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const subject = RequestContext.current() ?? unknownSubject(pathOf(request.originalUrl ?? request.url));
    const problem = toProblem(thrown, subject);
    if (problem.status >= 500) {
      this.log.error({ err: thrown, requestId: problem.requestId, path: problem.instance }, 'Request failed');
    }
    if (reply.sent) return;
    sendProblem(reply, problem);
  }
}

/** Answers with a problem document and the headers that go with its status. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503 && reply.getHeader('retry-after') === undefined) reply.header('retry-after', 5);
  reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8');
  reply.send(JSON.stringify(problem));
}

/** The path of a request target, without its query string. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
