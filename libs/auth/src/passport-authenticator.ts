import { Authenticator, type Principal } from '@app/access';
import { AnonymousDenials, AuditTrail } from '@app/audit';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { KnownRefusal, signInRequired } from './auth.errors';
import { BearerStrategy } from './bearer.strategy';
import { BearerTokens } from './bearer-tokens';

/** Lets Passport's outcome through as it is: a principal, or the domain error that says what is wrong. */
class BearerOutcome extends AuthGuard() {
  override handleRequest<User>(error: unknown, principal: User | false): User {
    if (error !== null && error !== undefined) throw error as Error;
    if (principal === false) throw signInRequired();
    return principal;
  }
}

/** Authenticates through Passport. Refusals of known users and keys are written down, those of strangers counted. */
@Injectable()
export class PassportAuthenticator extends Authenticator {
  private readonly guard: BearerOutcome;

  constructor(
    strategy: BearerStrategy,
    private readonly tokens: BearerTokens,
    private readonly audit: AuditTrail,
    private readonly strangers: AnonymousDenials,
  ) {
    super();
    this.guard = new BearerOutcome({ defaultStrategy: strategy.registeredAs });
  }

  override async authenticate(context: ExecutionContext): Promise<Principal> {
    return this.noted(async () => {
      await this.guard.canActivate(context);
      const { user } = context.switchToHttp().getRequest<{ user?: Principal }>();
      if (user === undefined) throw signInRequired();
      return user;
    });
  }

  override authenticateToken(token: string): Promise<Principal> {
    return this.noted(() => this.tokens.principalOf(token));
  }

  private async noted(action: () => Promise<Principal>): Promise<Principal> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof KnownRefusal) {
        const { actor, tenantId, code } = error;
        const objectType = actor.kind === 'user' ? 'User' : 'ApiKey';
        await this.audit.denied({
          action: 'auth.authenticate',
          objectType,
          objectId: actor.id,
          reason: code,
          actor,
          tenantId,
        });
      } else {
        this.strangers.count(error);
      }
      throw error;
    }
  }
}
