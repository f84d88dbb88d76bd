import { AccessModule, Authenticator } from '@app/access';
import { SecretsModule } from '@app/secrets';
import { Global, Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens';
import { AttemptGate } from './attempt-gate';
import { AuthController } from './auth.controller';
import { BearerStrategy } from './bearer.strategy';
import { BearerTokens } from './bearer-tokens';
import { CredentialService } from './credential.service';
import { FirstStart } from './first-start';
import { PassportAuthenticator } from './passport-authenticator';
import { Passwords } from './passwords';
import { PrincipalDirectory } from './principal-directory';
import { ProfileService } from './profile.service';
import { RefreshCookie } from './refresh-cookie';
import { SecondFactor } from './second-factor';
import { SessionService } from './session.service';
import { SessionsController } from './sessions.controller';
import { SignInService } from './sign-in.service';

/** Signing in, users, roles and API keys, with the guards of every route. For apps that answer HTTP. */
@Global()
@Module({
  imports: [AccessModule, SecretsModule],
  controllers: [AuthController, SessionsController],
  providers: [
    AccessTokens,
    AttemptGate,
    BearerStrategy,
    BearerTokens,
    CredentialService,
    FirstStart,
    Passwords,
    PrincipalDirectory,
    ProfileService,
    RefreshCookie,
    SecondFactor,
    SessionService,
    SignInService,
    { provide: Authenticator, useClass: PassportAuthenticator },
  ],
  exports: [Authenticator, FirstStart, Passwords, PrincipalDirectory, SessionService],
})
export class AuthModule {}
