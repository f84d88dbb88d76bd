import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const KEY = 'bodyLimitBytes';

/** Largest request body unless a route says otherwise, bytes. */
export const DEFAULT_BODY_LIMIT = 1024 * 1024;

/** Gives one route its own largest request body, bytes. */
export function BodyLimit(bytes: number): MethodDecorator {
  return RouteConfig({ [KEY]: bytes }) as MethodDecorator;
}

/** Applies {@link BodyLimit}; to be added before routes are. */
export function applyBodyLimits(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const bytes = (route.config as Record<string, unknown> | undefined)?.[KEY];
    if (typeof bytes === 'number') route.bodyLimit = bytes;
  });
}
