import { useGetList } from 'ra-core';
import { useCan } from '../auth/ability';
import type { Role } from '../roles/role';

/** All roles that may be seen, and a way from codes to names. */
export function useRoles(): { roles: readonly Role[]; nameOf: (code: string) => string } {
  const { data } = useGetList<Role>(
    'roles',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { enabled: useCan('read', 'Role'), staleTime: 60_000 },
  );
  const roles = data ?? [];
  return { roles, nameOf: (code) => roles.find((role) => role.code === code)?.name ?? code };
}
