import { RequestContext } from '@app/http';
import { DomainError } from '@app/kernel';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Authenticator } from './authenticator';
import { allowed, forbidden } from './checks';
import { ROUTE_ACCESS, type RouteAccess } from './decorators';
import { DenialLog } from './denial-log';
import type { Principal, Restriction } from './principal';
import { firstId } from './request-ids';

const restrictions: Record<Restriction, DomainError> = {
  password: forbidden(
    'Choose a password of your own first (POST /api/v1/auth/password).',
    'auth.password-change-required',
    'Password change required',
  ),
  secondFactor: forbidden(
    'Your role asks for a second factor: enrol one first (POST /api/v1/auth/totp).',
    'auth.second-factor-required',
    'Second factor required',
  ),
};

/** The global guard: nobody enters a route that has not declared who may, and nobody else than it declares. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly denials: DenialLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets authenticate in their first message.
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.kind === 'public') return true;
    const principal = await this.authenticator.authenticate(context);
    context.switchToHttp().getRequest<{ principal?: Principal }>().principal = principal;
    RequestContext.setPrincipal(principal);
    const refusal = refusalOf(access, principal);
    if (refusal === undefined) return true;
    await this.denials.denied({
      action: access?.kind === 'authorized' ? access.action : context.getHandler().name,
      objectType: access?.kind === 'authorized' ? access.subject : context.getClass().name,
      objectId: firstId(context.switchToHttp().getRequest()),
      reason: refusal.code,
    });
    throw refusal;
  }
}

function refusalOf(access: RouteAccess | undefined, principal: Principal): DomainError | undefined {
  if (access === undefined || access.kind === 'public')
    return forbidden('This address has not been opened to anybody.');
  if (principal.restriction !== undefined && !(access.kind === 'signedIn' && access.evenRestricted)) {
    return restrictions[principal.restriction];
  }
  if (access.kind === 'authorized' && !allowed(principal, access.action, access.subject)) {
    return forbidden(`Your roles do not let you ${access.action} objects of type ${access.subject}.`);
  }
  return undefined;
}
