import { createMongoAbility, type MongoAbility } from '@casl/ability';
import { useGetIdentity, usePermissions } from 'ra-core';
import type { Me } from './session';

export type Action = 'read' | 'create' | 'update' | 'delete' | (string & {});

/** The rights of the signed-in person, from the rules of GET /auth/me. */
export function buildAbility(rules: Me['rules']): MongoAbility {
  return createMongoAbility(rules);
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
