import type { Principal } from '@app/access';
import { Injectable } from '@nestjs/common';
import { AccessTokens, TokenError } from './access-tokens';
import { signInRequired, tokenRefused } from './auth.errors';
import { parseToken } from './opaque-tokens';
import { PrincipalDirectory } from './principal-directory';

const header = /^Bearer ([\x21-\x7e]{1,4000})$/i;

/** Whom a bearer token stands for: the access token of a signed-in user, or an API key. */
@Injectable()
export class BearerTokens {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly directory: PrincipalDirectory,
  ) {}

  /** @throws {DomainError} unauthenticated */
  async principalOfHeader(authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) throw signInRequired();
    const match = header.exec(authorization.trim());
    if (match === null) throw signInRequired();
    return this.principalOf(match[1] as string);
  }

  /** @throws {DomainError} unauthenticated */
  async principalOf(token: string): Promise<Principal> {
    const key = parseToken('hyk', token);
    if (key !== null) return this.directory.ofApiKey(key);
    try {
      return await this.directory.ofSession(await this.accessTokens.verify(token));
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      if (error.expired) throw tokenRefused('The access token has expired. Refresh it.', 'auth.token-expired');
      throw tokenRefused('The token is not valid.');
    }
  }
}
