import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { AccessTokenResult, PasswordChangeRequest, TotpEnrolment } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_S, AccessTokens } from './access-tokens';
import { type Account, accountById } from './account';
import { AttemptGate } from './attempt-gate';
import { invalidCode, tokenRefused } from './auth.errors';
import { Passwords } from './passwords';
import { PrincipalDirectory } from './principal-directory';
import { SecondFactor, makeRecoveryCodes } from './second-factor';
import { SessionService, raiseSessionVersion } from './session.service';
import type { ClientFacts } from './session.store';

/** What users change about their own way of signing in. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly passwords: Passwords,
    private readonly gate: AttemptGate,
    private readonly factor: SecondFactor,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionService,
    private readonly directory: PrincipalDirectory,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Changes the password and ends all other sessions. A new password that will not do is told of first: that is no guess
   * at the present one, and must not count as such.
   * @returns an access token that replaces the one in use
   * @throws {DomainError} `auth.wrong-password`, `auth.weak-password`, `auth.throttled`
   */
  async changePassword(
    principal: Principal,
    request: PasswordChangeRequest,
    client: ClientFacts,
  ): Promise<AccessTokenResult> {
    const { tenantId, id } = principal;
    const { account, attempt } = await this.units.run([tenantId], async (work) => {
      const found = await this.own(work, principal);
      if (request.newPassword === request.currentPassword) throw samePassword();
      this.passwords.assertAcceptable(request.newPassword, [found.username, found.displayName, found.email ?? '']);
      return { account: found, attempt: await this.gate.begin(work, found, found.username, client.ip) };
    });
    if (!(await this.passwords.verify(account.passwordHash, request.currentPassword))) {
      throw await this.refused('auth.password-change', account, wrongPassword());
    }
    const hash = await this.passwords.hash(request.newPassword);
    await this.units.run([tenantId], async (work) => {
      await this.gate.succeed(work, attempt, true);
      await work.sql(
        `update users set password_hash = ?, must_change_password = false, updated_at = now(), version = version + 1
         where tenant_id = ? and id = ?`,
        [hash, tenantId, id],
      );
      await raiseSessionVersion(work, tenantId, id);
      const except = principal.sessionId as string;
      const sessionsEnded = await this.sessions.endAll(work, tenantId, id, 'password changed', { except });
      this.note(work, account, 'auth.password-change', { sessionsEnded });
    });
    const accessToken = await this.tokens.issue({
      userId: id,
      tenant: this.tree.uidOf(tenantId),
      sessionId: principal.sessionId as string,
      sessionVersion: account.sessionVersion + 1,
    });
    return { accessToken, expiresInS: ACCESS_TOKEN_S };
  }

  /** A new seed, which takes effect only when a code has shown that the app has it. */
  beginTotp(principal: Principal): Promise<TotpEnrolment> {
    return this.units.run([principal.tenantId], async (work) => {
      const account = await this.own(work, principal);
      if (account.mfaEnabled) throw alreadyEnrolled();
      const { sealed, secret, uri } = this.factor.make(account);
      await work.sql(`update users set mfa_secret = ?, mfa_last_step = null where tenant_id = ? and id = ?`, [
        sealed,
        account.tenantId,
        account.id,
      ]);
      this.note(work, account, 'auth.second-factor-begin');
      return { secret, uri };
    });
  }

  /** @returns recovery codes, shown this once */
  async confirmTotp(principal: Principal, code: string, client: ClientFacts): Promise<string[]> {
    return this.withCode(principal, code, client, false, async (work, account) => {
      if (account.mfaEnabled) throw alreadyEnrolled();
      const { codes, hashes } = makeRecoveryCodes();
      await work.sql(
        `update users set mfa_enabled = true, recovery_codes = ?::jsonb, updated_at = now(), version = version + 1
         where tenant_id = ? and id = ?`,
        [JSON.stringify(hashes), account.tenantId, account.id],
      );
      this.note(work, account, 'auth.second-factor-enable');
      return codes;
    });
  }

  /** Takes the second factor away; asks for a code, so that a found session is not enough. */
  async removeTotp(principal: Principal, code: string, client: ClientFacts): Promise<void> {
    await this.withCode(principal, code, client, true, async (work, account) => {
      if (!account.mfaEnabled) throw invalidCode();
      await work.sql(
        `update users set mfa_enabled = false, mfa_secret = null, recovery_codes = '[]', updated_at = now(), version = version + 1
         where tenant_id = ? and id = ?`,
        [account.tenantId, account.id],
      );
      this.note(work, account, 'auth.second-factor-remove');
    });
  }

  private async withCode<Result>(
    principal: Principal,
    code: string,
    client: ClientFacts,
    allowRecovery: boolean,
    action: (work: Work, account: Account) => Promise<Result>,
  ): Promise<Result> {
    const outcome = await this.units.run([principal.tenantId], async (work) => {
      const account = await this.own(work, principal);
      const attempt = await this.gate.begin(work, account, account.username, client.ip);
      if (!(await this.factor.redeem(work, account, code, allowRecovery))) return { account, right: false as const };
      await this.gate.succeed(work, attempt, true);
      work.afterCommit(() => this.directory.forget());
      return { account, right: true as const, result: await action(work, account) };
    });
    if (!outcome.right) throw await this.refused('auth.second-factor', outcome.account, wrongCode());
    return outcome.result;
  }

  private async own(work: Work, principal: Principal): Promise<Account> {
    const account = principal.kind === 'user' ? await accountById(work, principal.tenantId, principal.id) : null;
    if (account === null) throw tokenRefused('Only a signed-in user can do this.');
    return account;
  }

  private note(work: Work, account: Account, action: string, after: object | null = null): void {
    this.audit.record(work, { action, objectType: 'User', objectId: account.id, tenantId: account.tenantId, after });
  }

  private async refused(action: string, account: Account, error: DomainError): Promise<DomainError> {
    await this.audit.denied({ action, objectType: 'User', objectId: account.id, reason: error.code });
    return error;
  }
}

/** Not "unauthenticated": the session is good, and screens must not send the user to the sign-in page. */
function wrongPassword(): DomainError {
  const detail = 'The current password is wrong.';
  return new DomainError('invalid', 'auth.wrong-password', 'Wrong password', {
    detail,
    errors: [{ pointer: '/currentPassword', detail }],
  });
}

function samePassword(): DomainError {
  const detail = 'Choose a password other than the current one.';
  return new DomainError('invalid', 'auth.same-password', 'Password unchanged', {
    detail,
    errors: [{ pointer: '/newPassword', detail }],
  });
}

function wrongCode(): DomainError {
  const { detail } = invalidCode();
  return new DomainError('invalid', 'auth.wrong-code', 'Code refused', {
    detail,
    errors: [{ pointer: '/code', detail }],
  });
}

function alreadyEnrolled(): DomainError {
  return new DomainError('conflict', 'auth.second-factor-enrolled', 'Second factor already enrolled', {
    detail: 'Remove the present second factor first.',
  });
}
