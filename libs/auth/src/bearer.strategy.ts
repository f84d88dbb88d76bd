import type { Principal } from '@app/access';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport, { Strategy } from 'passport';
import { BearerTokens } from './bearer-tokens';

type Verify = (authorization: string | undefined, done: (error: Error | null, principal?: Principal) => void) => void;

interface RequestWithHeaders {
  headers: { authorization?: string };
}

/** Hands the Authorization header of a request to its verifier; keeps no session of its own. */
class HeaderStrategy extends Strategy {
  constructor(private readonly verify: Verify) {
    super();
  }

  override authenticate(request: RequestWithHeaders): void {
    this.verify(request.headers.authorization, (error, principal) => {
      if (error !== null) this.error(error);
      else if (principal === undefined) this.fail(401);
      else this.success(principal);
    });
  }
}

/** Passport's strategy for access tokens and API keys, told apart by their form. */
@Injectable()
export class BearerStrategy extends PassportStrategy(HeaderStrategy, 'bearer') {
  /** Passport keeps one list for the whole process; under a name of its own each application keeps its own strategy. */
  readonly registeredAs = `bearer-${uuidv7()}`;

  constructor(private readonly tokens: BearerTokens) {
    super();
    passport.use(this.registeredAs, this);
  }

  /** @throws {DomainError} unauthenticated */
  validate(authorization: string | undefined): Promise<Principal> {
    return this.tokens.principalOfHeader(authorization);
  }
}
