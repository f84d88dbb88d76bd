import { setTimeout as delay } from 'node:timers/promises';
import { AnonymousDenials, AuditTrail } from '@app/audit';
import type { LoginRequest, MfaRequest, SignInResult } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_S, AccessTokens, type ChallengeFacts, TokenError } from './access-tokens';
import { type Account, accountById, accountByUsername } from './account';
import { type Attempt, AttemptGate } from './attempt-gate';
import { invalidCode, invalidCredentials, tokenRefused } from './auth.errors';
import { Passwords } from './passwords';
import { ProfileService } from './profile.service';
import { SecondFactor } from './second-factor';
import { type ClientFacts, type OpenedSession, openSession } from './session.store';

/** Failed sign-ins are answered at multiples of this, so that their time tells nothing about the user, ms. */
const FAILURE_STEP_MS = 250;

/** A completed sign-in, or the way to its second half. `cookie` says where the refresh token goes. */
export interface SignedInUser {
  result: SignInResult & { refreshToken?: string | null };
  cookie: boolean;
}

/** Signing in: password, and the second factor where there is one. */
@Injectable()
export class SignInService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly passwords: Passwords,
    private readonly gate: AttemptGate,
    private readonly factor: SecondFactor,
    private readonly tokens: AccessTokens,
    private readonly profiles: ProfileService,
    private readonly audit: AuditTrail,
    private readonly strangers: AnonymousDenials,
  ) {}

  /** @throws {DomainError} `auth.invalid-credentials` whatever was wrong, `auth.throttled` */
  async login(request: LoginRequest, client: ClientFacts): Promise<SignedInUser> {
    return steadily(async () => {
      const attempt = await this.units.run(this.tree.all(), async (work) => {
        const account = await accountByUsername(work, request.username);
        return this.gate.begin(work, account, request.username, client.ip);
      });
      const { account } = attempt;
      const right = await this.passwords.verify(account?.passwordHash ?? null, request.password);
      if (account === null || !right || !account.active) {
        await this.noteFailure(account, 'auth.login', invalidCredentials());
        throw invalidCredentials();
      }
      await this.rehash(account, request.password);
      return account.mfaEnabled
        ? this.challenge(attempt, account, request.cookie)
        : this.complete(attempt, account, request.cookie, client, 'auth.login');
    });
  }

  /** @throws {DomainError} `auth.invalid-code`, `auth.invalid-challenge`, `auth.throttled` */
  async secondFactor(request: MfaRequest, client: ClientFacts): Promise<SignedInUser> {
    return steadily(async () => {
      const challenge = await this.challengeOf(request.challenge);
      const { account, attempt, right } = await this.units.run([challenge.tenantId], async (work) => {
        const found = await accountById(work, challenge.tenantId, challenge.userId);
        if (found === null || !found.active || found.sessionVersion !== challenge.sessionVersion || !found.mfaEnabled) {
          throw invalidChallenge();
        }
        const begun = await this.gate.begin(work, found, found.username, client.ip);
        return { account: found, attempt: begun, right: await this.factor.redeem(work, found, request.code) };
      });
      if (!right) {
        await this.noteFailure(account, 'auth.second-factor', invalidCode());
        throw invalidCode();
      }
      return this.complete(attempt, account, challenge.cookie, client, 'auth.login');
    });
  }

  private async challenge(attempt: Attempt, account: Account, cookie: boolean): Promise<SignedInUser> {
    await this.units.run([account.tenantId], (work) => this.gate.succeed(work, attempt, false));
    const challenge = await this.tokens.issueChallenge({ ...this.subjectOf(account), cookie });
    return { result: { mfaRequired: true, challenge }, cookie };
  }

  private async complete(
    attempt: Attempt,
    account: Account,
    cookie: boolean,
    client: ClientFacts,
    action: string,
  ): Promise<SignedInUser> {
    const opened = await this.units.run([account.tenantId], async (work) => {
      await this.gate.succeed(work, attempt, true);
      await work.sql(`update users set last_login_at = now() where tenant_id = ? and id = ?`, [
        account.tenantId,
        account.id,
      ]);
      return this.open(work, account, client, action);
    });
    const [accessToken, user] = await Promise.all([
      this.tokens.issue({ ...this.subjectOf(account), sessionId: opened.sessionId }),
      this.profiles.of(account.tenantId, account.id),
    ]);
    return { result: { accessToken, refreshToken: opened.refreshToken, expiresInS: ACCESS_TOKEN_S, user }, cookie };
  }

  private async open(work: Work, account: Account, client: ClientFacts, action: string): Promise<OpenedSession> {
    const opened = await openSession(work, account.tenantId, account.id, client);
    this.audit.record(work, {
      action,
      objectType: 'Session',
      objectId: opened.sessionId,
      tenantId: account.tenantId,
      after: { userAgent: client.userAgent, secondFactor: account.mfaEnabled },
      actor: { kind: 'user', id: account.id, name: account.username },
    });
    return opened;
  }

  private async rehash(account: Account, password: string): Promise<void> {
    if (!this.passwords.isOutdated(account.passwordHash)) return;
    const fresh = await this.passwords.hash(password);
    await this.units.run([account.tenantId], (work) =>
      work.sql(`update users set password_hash = ? where tenant_id = ? and id = ? and password_hash = ?`, [
        fresh,
        account.tenantId,
        account.id,
        account.passwordHash,
      ]),
    );
  }

  private async challengeOf(token: string): Promise<ChallengeFacts & { tenantId: number }> {
    try {
      const facts = await this.tokens.verifyChallenge(token);
      const tenantId = this.tree.idOf(facts.tenant);
      if (tenantId !== undefined) return { ...facts, tenantId };
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
    }
    const refused = invalidChallenge();
    this.strangers.count(refused);
    throw refused;
  }

  private async noteFailure(account: Account | null, action: string, error: DomainError): Promise<void> {
    if (account === null) return this.strangers.count(error);
    await this.audit.denied({
      action,
      objectType: 'User',
      objectId: account.id,
      reason: account.active ? error.code : 'auth.disabled',
      actor: { kind: 'user', id: account.id, name: account.username },
      tenantId: account.tenantId,
    });
  }

  private subjectOf(account: Account): { userId: string; tenant: string; sessionVersion: number } {
    return { userId: account.id, tenant: this.tree.uidOf(account.tenantId), sessionVersion: account.sessionVersion };
  }
}

function invalidChallenge(): DomainError {
  return tokenRefused('The challenge is not valid any more. Sign in again.', 'auth.invalid-challenge');
}

/** Success is answered at once; failure at the next multiple of a fixed time after the beginning. */
async function steadily<Result>(action: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  try {
    return await action();
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unauthenticated') {
      const taken = performance.now() - started;
      await delay(Math.ceil(taken / FAILURE_STEP_MS) * FAILURE_STEP_MS - taken);
    }
    throw error;
  }
}
