import type { KeyObject } from 'node:crypto';
import { isUuid } from '@app/kernel';
import { SigningKeys } from '@app/secrets';
import { Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';

/** Life of an access token, s. */
export const ACCESS_TOKEN_S = 900;
/** Time between password and code, s. */
const CHALLENGE_S = 300;

const ISSUER = 'hydrant';
const ALGORITHM = 'ES256';
/** Ours have about 500; what is longer is not even decoded. */
const LONGEST = 2_000;

type TokenType = 'at+jwt' | 'mfa+jwt';
const audiences: Record<TokenType, string> = { 'at+jwt': 'hydrant-api', 'mfa+jwt': 'hydrant-mfa' };

/** Whose token it is. Nothing in it is secret. */
export interface TokenSubject {
  userId: string;
  /** Public id of the home tenant. */
  tenant: string;
  /** Tokens of an older version than the user's are refused. */
  sessionVersion: number;
}

export interface AccessTokenFacts extends TokenSubject {
  sessionId: string;
}

/** What login hands on to the second factor. */
export interface ChallengeFacts extends TokenSubject {
  cookie: boolean;
}

/** Why a token is refused. `expired` is said only of one that was genuine. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  constructor(readonly expired: boolean) {
    super(expired ? 'The token has expired' : 'The token is not valid');
  }
}

/**
 * Signed tokens after RFC 8725: one algorithm fixed here, the key looked up in memory by its id and nowhere else,
 * type, issuer, audience and times checked.
 */
@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  issue({ sessionId, ...subject }: AccessTokenFacts): Promise<string> {
    return this.sign('at+jwt', subject, { sid: sessionId }, ACCESS_TOKEN_S);
  }

  issueChallenge({ cookie, ...subject }: ChallengeFacts): Promise<string> {
    return this.sign('mfa+jwt', subject, { cookie }, CHALLENGE_S);
  }

  /** @throws {TokenError} */
  async verify(token: string): Promise<AccessTokenFacts> {
    const claims = await this.check('at+jwt', token);
    if (typeof claims['sid'] !== 'string' || !isUuid(claims['sid'])) throw new TokenError(false);
    return { ...subjectOf(claims), sessionId: claims['sid'] };
  }

  /** @throws {TokenError} */
  async verifyChallenge(token: string): Promise<ChallengeFacts> {
    const claims = await this.check('mfa+jwt', token);
    return { ...subjectOf(claims), cookie: claims['cookie'] === true };
  }

  private sign(typ: TokenType, subject: TokenSubject, extra: Record<string, unknown>, lifeS: number): Promise<string> {
    const key = this.keys.current('token');
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...extra, ten: subject.tenant, ver: subject.sessionVersion })
      .setProtectedHeader({ alg: ALGORITHM, typ, kid: key.id })
      .setSubject(subject.userId)
      .setIssuer(ISSUER)
      .setAudience(audiences[typ])
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + lifeS)
      .sign(key.privateKey);
  }

  private async check(typ: TokenType, token: string): Promise<Record<string, unknown>> {
    if (token.length > LONGEST) throw new TokenError(false);
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.keyOf(kid), {
        algorithms: [ALGORITHM],
        typ,
        issuer: ISSUER,
        audience: audiences[typ],
        requiredClaims: ['sub', 'exp', 'nbf', 'iat', 'ten', 'ver'],
        clockTolerance: 5,
      });
      return payload;
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired);
    }
  }

  private keyOf(kid: string | undefined): KeyObject {
    const key = kid === undefined ? undefined : this.keys.find('token', kid);
    if (key === undefined) throw new TokenError(false);
    return key.publicKey;
  }
}

function subjectOf(claims: Record<string, unknown>): TokenSubject {
  const { sub, ten, ver } = claims;
  if (typeof sub !== 'string' || typeof ten !== 'string' || typeof ver !== 'number') throw new TokenError(false);
  return { userId: sub, tenant: ten, sessionVersion: ver };
}
