import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useMe } from '../auth/ability';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { LANGUAGES } from '../i18n/languages';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { ShowPage } from '../kit/show-page';
import { ScopeName } from './scope-name';
import { useRoles } from './use-roles';
import type { User } from './user';
import { UserActions } from './user-actions';

/** A user: who it is, what they may do, how they sign in. */
export function UserShow() {
  return <ShowPage<User> resource="users">{(user, refetch) => <UserPage user={user} onChange={refetch} />}</ShowPage>;
}

function UserPage({ user, onChange }: { user: User; onChange: () => void }) {
  const translate = useTranslate();
  const me = useMe();
  const { nameOf } = useRoles();
  const self = me?.id === user.id;
  return (
    <>
      <PageHeader
        title={user.displayName}
        subtitle={[user.username, translate(`users.status.${user.status}`)].join(' · ')}
        actions={
          <>
            {!self && (
              <DeleteButton
                resource="users"
                subject="User"
                record={user}
                name={user.username}
                detail="users.delete_detail"
              />
            )}
            {!self && <UserActions user={user} onChange={onChange} />}
            <EditButton resource="users" subject="User" id={user.id} />
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '1fr 1fr' },
          alignItems: 'start',
        }}
      >
        <Panel title="kit.facts">
          <Facts
            facts={[
              { label: 'users.field.username', value: <bdi>{user.username}</bdi> },
              { label: 'users.field.email', value: user.email },
              { label: 'users.field.home', value: <ScopeName id={user.scopeId} /> },
              { label: 'users.field.roles', value: user.roles?.map(nameOf).join(', ') },
              {
                label: 'users.field.locale',
                value: LANGUAGES.find(({ locale }) => locale === user.locale)?.name ?? user.locale,
              },
            ]}
          />
        </Panel>
        {user.mfaEnabled !== undefined && (
          <Panel title="users.sign_in">
            <Facts
              facts={[
                { label: 'users.field.status', value: translate(`users.status.${user.status}`) },
                { label: 'users.field.mfa', value: translate(user.mfaEnabled ? 'kit.yes' : 'kit.no') },
                user.mustChangePassword === true && {
                  label: 'users.field.password',
                  value: translate('users.must_change'),
                },
                {
                  label: 'users.field.last_login',
                  value: user.lastLoginAt ? (
                    <LocalTime time={user.lastLoginAt} style="full" />
                  ) : (
                    translate('users.never')
                  ),
                },
                user.createdAt !== undefined && {
                  label: 'kit.created_at',
                  value: <LocalTime time={user.createdAt} style="full" />,
                },
              ]}
            />
          </Panel>
        )}
      </Box>
    </>
  );
}
