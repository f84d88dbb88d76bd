import { subject } from '@casl/ability';
import type { AuthProvider } from 'ra-core';
import { hasStatus } from '../data/problem';
import { buildAbility } from './ability';
import { accessToken, confirmCode, refreshSession, signIn, signOut, whoAmI } from './session';

/** What the sign-in page hands over: the first step, or the second. */
export type Credentials = { username: string; password: string } | { challenge: string; code: string };

/** react-admin's verbs for actions, in the words of the rules. */
const actions: Readonly<Record<string, string>> = { list: 'read', show: 'read', edit: 'update', export: 'read' };

/** Builds the bridge between react-admin and the session; `subjectOf` names the rules' subject of a resource. */
export function buildAuthProvider(subjectOf: (resource: string) => string): AuthProvider {
  return {
    login: (credentials: Credentials) =>
      'challenge' in credentials
        ? confirmCode(credentials.challenge, credentials.code)
        : signIn(credentials.username, credentials.password),
    logout: async () => {
      await signOut();
      return '/login';
    },
    checkAuth: async () => {
      if (!accessToken() && !(await refreshSession())) throw new Error('auth.signed_out');
    },
    checkError: async (error: unknown) => {
      // A 401 has already been through one renewal: the session is over. A 403 is only a missing right.
      if (hasStatus(error, 401)) throw new Error('auth.session_over');
    },
    getPermissions: async () => buildAbility(await whoAmI()),
    getIdentity: async () => {
      const me = await whoAmI();
      return { ...me, fullName: me.displayName };
    },
    canAccess: async ({ action, resource, record }) => {
      const ability = buildAbility(await whoAmI());
      const verb = actions[action] ?? action;
      const name = subjectOf(resource);
      return ability.can(verb, record ? subject(name, { ...record }) : name);
    },
  };
}
