import type { Work } from '@app/database';

/** What signing in needs to know of a user. */
export interface Account {
  tenantId: number;
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  passwordHash: string;
  active: boolean;
  mfaEnabled: boolean;
  mfaSecret: Buffer | null;
  mustChangePassword: boolean;
  sessionVersion: number;
}

interface AccountRow {
  tenant_id: number;
  id: string;
  username: string;
  display_name: string;
  email: string | null;
  password_hash: string;
  status: string;
  mfa_enabled: boolean;
  mfa_secret: Buffer | null;
  must_change_password: boolean;
  session_version: number;
}

const columns = `tenant_id, id, username, display_name, email, password_hash, status, mfa_enabled, mfa_secret,
  must_change_password, session_version`;

/** @param work - must see every tenant: nobody knows yet whose user this is */
export async function accountByUsername(work: Work, username: string): Promise<Account | null> {
  return accountOf(
    await work.sql<AccountRow>(`select ${columns} from users where lower(username) = ?`, [username.toLowerCase()]),
  );
}

export async function accountById(work: Work, tenantId: number, id: string): Promise<Account | null> {
  return accountOf(
    await work.sql<AccountRow>(`select ${columns} from users where tenant_id = ? and id = ?`, [tenantId, id]),
  );
}

function accountOf([row]: AccountRow[]): Account | null {
  if (row === undefined) return null;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    email: row.email,
    passwordHash: row.password_hash,
    active: row.status === 'active',
    mfaEnabled: row.mfa_enabled,
    mfaSecret: row.mfa_secret,
    mustChangePassword: row.must_change_password,
    sessionVersion: row.session_version,
  };
}
