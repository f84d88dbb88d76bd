import {
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Principal } from './principal';
import type { Action, Subject } from './vocabulary';

/** What a route has declared about who may enter it. */
export type RouteAccess =
  | { kind: 'public' }
  | { kind: 'signedIn'; evenRestricted: boolean }
  | { kind: 'authorized'; action: Action; subject: Subject };

export const ROUTE_ACCESS = Symbol('ROUTE_ACCESS');

const declare = (access: RouteAccess): CustomDecorator<symbol> => SetMetadata(ROUTE_ACCESS, access);

/** Lets in who may do this to at least one object; the service still asks about the object itself. */
export function Authorize(action: Action, subject: Subject): ClassDecorator & MethodDecorator {
  return applyDecorators(
    declare({ kind: 'authorized', action, subject }),
    ApiBearerAuth(),
    ApiExtension('x-hydrant-access', { action, subject }),
  );
}

/** Lets in everybody. For sign-in, health and routes that check a device's credential themselves. */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(declare({ kind: 'public' }), ApiExtension('x-hydrant-access', 'public'));
}

/**
 * Lets in everybody who is signed in: for what concerns only themselves.
 * @param evenRestricted - also users who must first change a password or enrol a second factor
 */
export function SignedIn({ evenRestricted = false } = {}): ClassDecorator & MethodDecorator {
  return applyDecorators(
    declare({ kind: 'signedIn', evenRestricted }),
    ApiBearerAuth(),
    ApiExtension('x-hydrant-access', 'signed-in'),
  );
}

/** The {@link Principal} of the request, in handlers of routes that are not public. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<{ principal?: Principal }>();
  if (principal === undefined) throw new Error('A public route asks for its principal');
  return principal;
});
