import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';

/** Values that must not reach a log, wherever an object that holds them is logged. */
const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'secret', 'authorization', 'cookie', 'credential'];

/** The structured log of a process: JSON lines on standard output, times in UTC. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  });
}

/** One line per answered request: method, path without query, status, duration, IP, user, tenant, request id. */
export function addRequestLog(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', async (request, reply) => {
    const facts = request.facts;
    if (facts === undefined) return;
    const { requestId, method, path, ip, principal, deviceId } = facts;
    const line = {
      requestId,
      method,
      path,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ip,
      user: principal?.name ?? null,
      userId: principal?.id ?? null,
      tenant: principal?.tenantId ?? null,
      ...(deviceId !== undefined && { deviceId }),
    };
    const quiet = path.startsWith('/health/') || path === '/metrics';
    log[quiet ? 'debug' : 'info'](line, 'request');
  });
}

/** Nest's own log lines, written to the structured log. */
export class NestLog implements LoggerService {
  constructor(private readonly output: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.output.info({ context: context.at(-1) }, text(message));
  }
  error(message: unknown, ...context: unknown[]): void {
    const err = message instanceof Error ? message : context.find((item) => item instanceof Error);
    const stack = typeof context[0] === 'string' && context[0].includes('\n') ? context[0] : undefined;
    this.output.error({ context: context.at(-1) === stack ? undefined : context.at(-1), err, stack }, text(message));
  }
  warn(message: unknown, ...context: unknown[]): void {
    this.output.warn({ context: context.at(-1) }, text(message));
  }
  debug(message: unknown, ...context: unknown[]): void {
    this.output.debug({ context: context.at(-1) }, text(message));
  }
  verbose(message: unknown, ...context: unknown[]): void {
    this.output.trace({ context: context.at(-1) }, text(message));
  }
  fatal(message: unknown, ...context: unknown[]): void {
    this.output.fatal({ context: context.at(-1) }, text(message));
  }
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
