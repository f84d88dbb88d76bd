import { RequestContext } from '@app/http';
import { DomainError } from '@app/kernel';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable, catchError, from, mergeMap, throwError } from 'rxjs';
import { ROUTE_ACCESS, type RouteAccess } from './decorators';
import { DenialLog } from './denial-log';
import { ForeignObjects } from './foreign-objects';
import { firstId, namedIds } from './request-ids';

/** Writes one row for each request that a handler refuses: forbidden, or aimed at another tenant's object. */
@Injectable()
export class DenialInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly denials: DenialLog,
    private readonly foreign: ForeignObjects,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    return next
      .handle()
      .pipe(
        catchError((error: unknown) => from(this.note(context, error)).pipe(mergeMap(() => throwError(() => error)))),
      );
  }

  private async note(context: ExecutionContext, error: unknown): Promise<void> {
    const principal = RequestContext.principal();
    if (principal === undefined || !(error instanceof DomainError)) return;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const action = access?.kind === 'authorized' ? access.action : context.getHandler().name;
    const request = context.switchToHttp().getRequest<{ params?: unknown; query?: unknown; body?: unknown }>();
    if (error.kind === 'forbidden') {
      const objectType = access?.kind === 'authorized' ? access.subject : context.getClass().name;
      await this.denials.denied({ action, objectType, objectId: firstId(request), reason: error.code });
    } else if (error.kind === 'not-found') {
      const [found] = await this.foreign.find(namedIds(request), principal.tenants);
      if (found === undefined) return;
      await this.denials.denied({
        action,
        objectType: found.objectType,
        objectId: found.id,
        reason: 'access.foreign-object',
      });
    }
  }
}
