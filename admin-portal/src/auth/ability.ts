import { createMongoAbility, type MongoAbility } from '@casl/ability';
import { useGetIdentity, usePermissions } from 'ra-core';
import type { Me } from './session';

export type Action = 'read' | 'create' | 'update' | 'delete' | (string & {});

/**
 * The rights of the signed-in person, from the answer of GET /auth/me. Regions stand above a municipality: whatever the
 * role says, its people can reach none, so the portal neither offers nor asks for them.
 */
export function buildAbility({ rules, tenant }: Pick<Me, 'rules' | 'tenant'>): MongoAbility {
  if (tenant.kind !== 'municipality') return createMongoAbility(rules);
  return createMongoAbility([...rules, { action: 'manage', subject: 'Region', inverted: true }]);
}

const nobody = createMongoAbility([]);

/** The ability of the signed-in person; allows nothing until it is known. */
export function useAbility(): MongoAbility {
  const { permissions } = usePermissions<MongoAbility>();
  return permissions ?? nobody;
}

/** May the signed-in person do `action` on `subject` (for some object at least)? */
export function useCan(action: Action, subject: string): boolean {
  return useAbility().can(action, subject);
}

/** Who is signed in; undefined while loading. */
export function useMe(): Me | undefined {
  const { data } = useGetIdentity();
  return (data as (Me & { fullName: string }) | undefined) ?? undefined;
}
