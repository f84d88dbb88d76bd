import type { AppAbility } from './vocabulary';

/** Why a signed-in user may not do anything yet but mend it. */
export type Restriction = 'password' | 'secondFactor';

/** Who acts: a signed-in user, a program with an API key, or the platform itself (jobs, start-up). */
export interface Principal {
  kind: 'user' | 'apiKey' | 'system';
  id: string;
  /** Username, name of the key, or name of the part of the platform. */
  name: string;
  /** Internal number of the home tenant. */
  tenantId: number;
  /** Internal numbers of the home tenant and all below it: all that can be seen, and the scope for units of work. */
  tenants: number[];
  /** Codes of the roles held. */
  roles: string[];
  ability: AppAbility;
  /** Set for users: the sign-in that this request belongs to. */
  sessionId?: string;
  /** Set while the user must first change a password or enrol a second factor. */
  restriction?: Restriction;
}
