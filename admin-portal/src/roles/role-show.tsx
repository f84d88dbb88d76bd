import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { ShowPage } from '../kit/show-page';
import { ScopeName } from '../users/scope-name';
import type { Role } from './role';
import { RulesTable } from './rules-table';

/** A role and its rules. */
export function RoleShow() {
  return <ShowPage<Role> resource="roles">{(role) => <RolePage role={role} />}</ShowPage>;
}

function RolePage({ role }: { role: Role }) {
  const translate = useTranslate();
  return (
    <>
      <PageHeader
        title={role.name}
        subtitle={role.description || translate(role.builtIn ? 'roles.built_in' : 'roles.custom')}
        actions={
          <>
            {!role.builtIn && <DeleteButton resource="roles" subject="Role" record={role} name={role.code} />}
            <EditButton resource="roles" subject="Role" id={role.id} />
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Panel title="roles.rules" flush>
          <RulesTable rules={role.rules} />
        </Panel>
        <Panel title="kit.facts">
          <Facts
            facts={[
              { label: 'roles.field.code', value: <bdi>{role.code}</bdi> },
              { label: 'roles.field.kind', value: translate(role.builtIn ? 'roles.built_in' : 'roles.custom') },
              { label: 'roles.field.scope', value: <ScopeName id={role.scopeId} /> },
              {
                label: 'roles.field.mfa',
                value: translate(role.mfaRequired ? 'roles.mfa_required' : 'roles.mfa_free'),
              },
              { label: 'kit.updated_at', value: <LocalTime time={role.updatedAt} style="full" /> },
            ]}
          />
        </Panel>
      </Box>
    </>
  );
}
