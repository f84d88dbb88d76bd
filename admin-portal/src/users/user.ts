/** A user as GET /users answers it; all after `status` is left out for those who may only see names. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  /** Home: a region or municipality; null: the nation. */
  scopeId: string | null;
  status: 'active' | 'disabled';
  email?: string | null;
  /** Codes of roles. */
  roles?: string[];
  locale?: string;
  lastLoginAt?: string | null;
  mfaEnabled?: boolean;
  mustChangePassword?: boolean;
  createdAt?: string;
  updatedAt?: string;
  version: number;
}
