import type { Readable } from 'node:stream';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const KEY = 'streamedBody';
/** Content type of bodies that are not read before the handler runs. */
export const BINARY = 'application/octet-stream';

/**
 * The handler gets the body as a stream, of any size: it must count and limit what comes itself. Other routes refuse the
 * content type.
 */
export function StreamedBody(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [KEY]: true }) as MethodDecorator,
    ApiConsumes(BINARY),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );
}

/** Lets {@link StreamedBody} routes have their bodies; to be added before routes are. */
export function acceptStreamedBodies(server: FastifyInstance, refuse: () => Error): void {
  server.addContentTypeParser(BINARY, (request, payload, done) => {
    const config = request.routeOptions.config as unknown as Record<string, unknown> | undefined;
    if (config?.[KEY] === true) done(null, payload as Readable);
    else done(refuse());
  });
}
