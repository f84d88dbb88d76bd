import type { ExecutionContext } from '@nestjs/common';
import type { Principal } from './principal';

/** Finds out who acts. The auth library provides it; guards and the live stream ask it. */
export abstract class Authenticator {
  /**
   * Authenticates an HTTP request by its bearer token.
   * @throws {DomainError} of kind `unauthenticated`
   */
  abstract authenticate(context: ExecutionContext): Promise<Principal>;

  /**
   * Authenticates an access token or API key that came another way, for instance in the first message of a socket.
   * Ask again from time to time: what is revoked is refused within five seconds.
   * @throws {DomainError} of kind `unauthenticated`
   */
  abstract authenticateToken(token: string): Promise<Principal>;
}
