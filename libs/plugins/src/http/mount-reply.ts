import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import { toProblem, unknownSubject } from '@app/http';
import { HttpProblem, type MountedResponse } from '@app/plugin-sdk';
import type { FastifyReply } from 'fastify';

/** Answer while nobody stands behind a path. */
export const UNAVAILABLE = new HttpProblem(
  503,
  'gateway.unavailable',
  'Temporarily unavailable',
  'The gateway behind this address is not running. Try again later.',
  { 'retry-after': '5' },
);

/** Answer when the plugin behind a path takes too long. */
export const LATE = new HttpProblem(
  504,
  'gateway.timeout',
  'No answer in time',
  'The gateway behind this address did not answer in time. Try again later.',
);

/** Answer to a hook that belongs to no instance. */
export const UNKNOWN_HOOK = new HttpProblem(404, 'hook.unknown', 'Not found', 'No plugin listens at this address.');

export const TOO_LARGE = new HttpProblem(
  413,
  'request.too-large',
  'Request too large',
  'Send fewer readings in one request.',
);

export const FAULT = new HttpProblem(
  500,
  'server.error',
  'Internal error',
  'Something went wrong on our side. Quote the request id when you report it.',
);

/** What is answered when the server itself has failed, or has refused a request before its handler had it. */
export function faultOf(error: unknown, path: string): HttpProblem {
  const { status, code, title, detail } = toProblem(error, unknownSubject(path));
  return status < 500 ? new HttpProblem(status, code, title, detail) : FAULT;
}

/** Writes what a handler has answered: JSON unless it names another type. */
export function sendAnswer(reply: FastifyReply, answer: MountedResponse): FastifyReply {
  const { status, headers, body, contentType } = answer;
  void reply.status(status).headers({ ...headers });
  if (contentType !== undefined && typeof body === 'string') return reply.type(contentType).send(body);
  if (contentType !== undefined && types.isUint8Array(body)) return reply.type(contentType).send(Buffer.from(body));
  return reply.type('application/json; charset=utf-8').send(body === undefined ? '' : JSON.stringify(body));
}

/** Writes a problem document (RFC 9457). */
export function sendProblem(reply: FastifyReply, instance: string, problem: HttpProblem): FastifyReply {
  const { status, code, title, detail } = problem;
  const requestId = requestIdOf(reply);
  const body = { type: `urn:hydrant:problem:${code}`, title, status, detail, instance, code, requestId };
  return reply.status(status).headers(problem.headers).type('application/problem+json').send(JSON.stringify(body));
}

/** The id that the server has given the request; else a fresh one. */
export function requestIdOf(reply: FastifyReply): string {
  const value = reply.getHeader('x-request-id');
  return typeof value === 'string' ? value : randomUUID();
}
