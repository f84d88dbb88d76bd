import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { StateChip } from '../components/state-chip';
import { TimeAgo } from '../components/time-ago';
import { useScopeFilter } from '../frame/scope';
import type { Column } from '../kit/data-table';
import { QuickSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { ScopeName } from './scope-name';
import { useRoles } from './use-roles';
import type { User } from './user';

const columns: readonly Column<User>[] = [
  {
    key: 'name',
    label: 'users.field.display_name',
    sort: 'displayName',
    render: (user) => <TitleCell to={`/users/${user.id}/show`} title={user.displayName} second={user.username} />,
  },
  { key: 'roles', label: 'users.field.roles', from: 'sm', render: (user) => <Roles codes={user.roles ?? []} /> },
  { key: 'home', label: 'users.field.home', from: 'md', render: (user) => <ScopeName id={user.scopeId} /> },
  { key: 'status', label: 'users.field.status', sort: 'status', render: (user) => <Status user={user} /> },
  {
    key: 'login',
    label: 'users.field.last_login',
    sort: 'lastLoginAt',
    from: 'lg',
    render: (user) => <TimeAgo time={user.lastLoginAt} />,
  },
  { key: 'mfa', label: 'users.field.mfa', from: 'lg', render: (user) => <Mfa on={user.mfaEnabled} /> },
];

/** All users of the own home and below. */
export function UserList() {
  const translate = useTranslate();
  const { roles } = useRoles();
  return (
    <ResourceList<User>
      resource="users"
      subject="User"
      words="users"
      columns={columns}
      defaultSort="displayName"
      scope={useScopeFilter()}
      filterNames={['role', 'status']}
      rowTo={(user) => `/users/${user.id}/show`}
      filters={({ filters }, change) => (
        <>
          <QuickSelect
            label={translate('users.all_roles')}
            value={filters.role}
            choices={roles.map(({ code, name }) => ({ value: code, text: name }))}
            onChange={(role) => change({ filters: { ...filters, role } })}
          />
          <FilterChips
            single
            label={translate('users.field.status')}
            value={[...filters.status]}
            choices={['active', 'disabled'].map((value) => ({ value, label: translate(`users.status.${value}`) }))}
            onChange={(status) => change({ filters: { ...filters, status } })}
          />
        </>
      )}
    />
  );
}

function Roles({ codes }: { codes: readonly string[] }) {
  const { nameOf } = useRoles();
  return <>{codes.map(nameOf).join(', ') || '–'}</>;
}

function Status({ user }: { user: User }) {
  return (
    <StateChip tone={user.status === 'active' ? 'good' : 'neutral'}>
      {useTranslate()(`users.status.${user.status}`)}
    </StateChip>
  );
}

function Mfa({ on }: { on: boolean | undefined }) {
  const translate = useTranslate();
  return <>{on === undefined ? '–' : translate(on ? 'kit.yes' : 'kit.no')}</>;
}
