import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { StateChip } from '../components/state-chip';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { ScopeName } from '../users/scope-name';
import type { Role } from './role';

const columns: readonly Column<Role>[] = [
  {
    key: 'name',
    label: 'roles.field.name',
    sort: 'name',
    render: (role) => <TitleCell to={`/roles/${role.id}/show`} title={role.name} second={role.description} />,
  },
  { key: 'kind', label: 'roles.field.kind', render: (role) => <Kind builtIn={role.builtIn} /> },
  { key: 'scope', label: 'roles.field.scope', from: 'md', render: (role) => <ScopeName id={role.scopeId} /> },
  { key: 'mfa', label: 'roles.field.mfa', from: 'sm', render: (role) => <Mfa on={role.mfaRequired} /> },
];

/** Built-in and custom roles. */
export function RoleList() {
  const translate = useTranslate();
  return (
    <ResourceList<Role>
      resource="roles"
      subject="Role"
      words="roles"
      columns={columns}
      defaultSort="name"
      filterNames={['builtIn']}
      rowTo={(role) => `/roles/${role.id}/show`}
      filters={({ filters }, change) => (
        <FilterChips
          single
          label={translate('roles.field.kind')}
          value={[...filters.builtIn]}
          choices={[
            { value: 'true', label: translate('roles.built_in') },
            { value: 'false', label: translate('roles.custom') },
          ]}
          onChange={(builtIn) => change({ filters: { ...filters, builtIn } })}
        />
      )}
    />
  );
}

function Kind({ builtIn }: { builtIn: boolean }) {
  return <StateChip>{useTranslate()(builtIn ? 'roles.built_in' : 'roles.custom')}</StateChip>;
}

function Mfa({ on }: { on: boolean }) {
  return <>{useTranslate()(on ? 'roles.mfa_required' : 'roles.mfa_free')}</>;
}
