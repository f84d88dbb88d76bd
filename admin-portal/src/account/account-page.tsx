import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useMe } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PageSkeleton } from '../components/states';
import { Facts } from '../kit/facts';
import { useRoles } from '../users/use-roles';
import { PasswordPanel } from './password-panel';
import { SecondFactorPanel } from './second-factor-panel';
import { SessionsPanel } from './sessions-panel';

/** One's own account: who one is, password, second factor, sessions. */
export function AccountPage() {
  const translate = useTranslate();
  const me = useMe();
  const { nameOf } = useRoles();
  if (!me) return <PageSkeleton />;
  return (
    <Page wide={false}>
      <PageHeader title="account.title" subtitle={me.displayName} />
      <Box sx={{ display: 'grid', gap: 4 }}>
        {me.mfaAdvised && !me.mfaEnabled && (
          <Alert severity="warning" variant="outlined">
            {translate('account.mfa_advised')}
          </Alert>
        )}
        <Panel title="kit.facts">
          <Facts
            facts={[
              { label: 'users.field.username', value: <bdi>{me.username}</bdi> },
              { label: 'users.field.email', value: me.email },
              {
                label: 'users.field.home',
                value: me.tenant.kind === 'nation' ? translate('kit.nation') : me.tenant.name,
              },
              { label: 'users.field.roles', value: me.roles.map(nameOf).join(', ') },
            ]}
          />
        </Panel>
        <PasswordPanel />
        <SecondFactorPanel enabled={me.mfaEnabled} />
        <SessionsPanel />
      </Box>
    </Page>
  );
}
