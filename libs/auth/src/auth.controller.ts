import { CurrentPrincipal, type Principal, Public, SignedIn } from '@app/access';
import {
  AccessTokenResult,
  CodeRequest,
  LoginRequest,
  MfaRequest,
  PasswordChangeRequest,
  Profile,
  RecoveryCodes,
  RefreshRequest,
  SignInResult,
  TokenResult,
  TotpEnrolment,
} from '@app/contracts';
import { ApiResult, NeverRepeated, RequestContext } from '@app/http';
import { DomainError } from '@app/kernel';
import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenRefused } from './auth.errors';
import { BearerTokens } from './bearer-tokens';
import { CredentialService } from './credential.service';
import { ProfileService } from './profile.service';
import { RefreshCookie } from './refresh-cookie';
import { SessionService } from './session.service';
import type { ClientFacts } from './session.store';
import { SignInService, type SignedInUser } from './sign-in.service';

@ApiTags('Sign-in')
@NeverRepeated()
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionService,
    private readonly credentials: CredentialService,
    private readonly profiles: ProfileService,
    private readonly cookie: RefreshCookie,
    private readonly bearer: BearerTokens,
  ) {}

  @Post('login')
  @Public()
  @ApiOperation({ summary: 'Sign in with a password' })
  @ApiResult(SignInResult)
  async login(
    @Body({ schema: LoginRequest }) body: LoginRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInResult> {
    return this.answer(reply, await waiting(reply, () => this.signIn.login(body, client())));
  }

  @Post('mfa')
  @Public()
  @ApiOperation({ summary: 'Finish signing in with a second factor' })
  @ApiResult(SignInResult)
  async mfa(
    @Body({ schema: MfaRequest }) body: MfaRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInResult> {
    return this.answer(reply, await waiting(reply, () => this.signIn.secondFactor(body, client())));
  }

  @Post('refresh')
  @Public()
  @ApiOperation({ summary: 'Exchange a refresh token, which works once, for new tokens' })
  @ApiResult(TokenResult)
  async refresh(
    @Body({ schema: RefreshRequest.optional() }) body: RefreshRequest | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResult> {
    const sent = body?.refreshToken;
    const kept = sent === undefined ? this.cookie.read(request) : null;
    const token = sent ?? kept;
    if (token === null) throw tokenRefused('Send a refresh token.', 'auth.invalid-refresh-token');
    try {
      const tokens = await this.sessions.refresh(token);
      if (kept === null) return tokens;
      this.cookie.set(reply, tokens.refreshToken);
      return { ...tokens, refreshToken: null };
    } catch (error) {
      if (kept !== null) this.cookie.clear(reply);
      throw error;
    }
  }

  /** Works with either token, so that a portal whose access token has run out can still let go of its cookie. */
  @Post('logout')
  @Public()
  @ApiOperation({ summary: 'End the session of the access token, refresh token or cookie' })
  @ApiResult(null)
  async logout(
    @Body({ schema: RefreshRequest.optional() }) body: RefreshRequest | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = body?.refreshToken ?? this.cookie.read(request);
    if (token !== null) {
      await this.sessions.logoutByRefreshToken(token);
    } else {
      const principal = await this.bearer.principalOfHeader(request.headers.authorization);
      RequestContext.setPrincipal(principal);
      await this.sessions.logout(principal);
    }
    this.cookie.clear(reply);
  }

  @Post('logout-all')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'End every session of your own' })
  @ApiResult(null)
  async logoutAll(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.logoutAll(principal);
    this.cookie.clear(reply);
  }

  @Get('me')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'Who you are and what you may do' })
  @ApiResult(Profile)
  me(@CurrentPrincipal() principal: Principal): Promise<Profile> {
    return this.profiles.of(principal.tenantId, userId(principal));
  }

  @Post('password')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'Change your password; ends all other sessions' })
  @ApiResult(AccessTokenResult)
  changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: PasswordChangeRequest }) body: PasswordChangeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessTokenResult> {
    return waiting(reply, () => this.credentials.changePassword(principal, body, client()));
  }

  @Post('totp')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'Begin to enrol an authenticator app' })
  @ApiResult(TotpEnrolment)
  beginTotp(@CurrentPrincipal() principal: Principal): Promise<TotpEnrolment> {
    return this.credentials.beginTotp(principal);
  }

  @Post('totp/confirm')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'Finish enrolling with a first code' })
  @ApiResult(RecoveryCodes)
  async confirmTotp(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CodeRequest }) { code }: CodeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodes> {
    return { recoveryCodes: await waiting(reply, () => this.credentials.confirmTotp(principal, code, client())) };
  }

  @Delete('totp')
  @SignedIn()
  @ApiOperation({ summary: 'Remove the authenticator app' })
  @ApiResult(null)
  removeTotp(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CodeRequest }) { code }: CodeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return waiting(reply, () => this.credentials.removeTotp(principal, code, client()));
  }

  private answer(reply: FastifyReply, { result, cookie }: SignedInUser): SignInResult {
    if (!cookie || typeof result.refreshToken !== 'string') return result;
    this.cookie.set(reply, result.refreshToken);
    return { ...result, refreshToken: null };
  }
}

function client(): ClientFacts {
  const facts = RequestContext.current();
  return { ip: facts?.ip ?? null, userAgent: facts?.userAgent ?? null };
}

function userId(principal: Principal): string {
  if (principal.kind !== 'user') throw tokenRefused('Only a signed-in user can do this.');
  return principal.id;
}

/** Says in a header how long to wait, where attempts are slowed down. */
async function waiting<Result>(reply: FastifyReply, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const waitS = error instanceof DomainError ? error.extra?.['retryAfterS'] : undefined;
    if (typeof waitS === 'number') reply.header('retry-after', waitS);
    throw error;
  }
}
