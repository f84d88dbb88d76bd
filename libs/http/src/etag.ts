import { DomainError } from '@app/kernel';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';

/** Answers `ETag: "<version>"` for every single object that has a version. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body: unknown) => {
        const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
        if (Number.isInteger(version)) reply.header('etag', `"${String(version)}"`);
      }),
    );
  }
}

/**
 * The version that the caller last saw, from `If-Match`.
 * @throws {DomainError} precondition-required without one, precondition-failed when it is no entity tag of ours
 */
export function versionFromIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '*') {
    throw new DomainError('precondition-required', 'request.version-required', 'Version required', {
      detail: 'Send If-Match with the ETag of the object as you last read it.',
    });
  }
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (match === null) {
    throw new DomainError('precondition-failed', 'object.stale', 'Version is stale', {
      detail: 'If-Match is not an ETag of this object. Read it again and send the ETag as it is.',
    });
  }
  return Number(match[1]);
}

/** An `If-Match` header as it was sent; undefined when it was not. */
export type IfMatchHeader = string | undefined;

/**
 * Refuses to change an object that the caller has not seen as it is now. Called once the object has been found, so that
 * an object that is not visible answers 404 whatever the header says.
 *
 * @param version - the version that the object has now
 * @throws {DomainError} precondition-required without If-Match, precondition-failed when the version is another one
 */
export function assertVersion(version: number, ifMatch: IfMatchHeader): void {
  const seen = versionFromIfMatch(ifMatch);
  if (version === seen) return;
  throw new DomainError('precondition-failed', 'object.stale', 'Version is stale', {
    detail: `Somebody else changed this object: it is at version ${version}, you saw ${seen}. Read it again.`,
  });
}

/** Parameter decorator: the `If-Match` header, for {@link assertVersion}. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): IfMatchHeader => {
  return context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
});

/** Documents that an operation needs `If-Match`. */
export function ApiIfMatch(): MethodDecorator {
  return applyDecorators(
    ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the object as last read, `"3"`' }),
  );
}
