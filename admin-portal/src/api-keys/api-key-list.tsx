import Button from '@mui/material/Button';
import { useDelete, useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { StateChip } from '../components/state-chip';
import { LocalTime, TimeAgo } from '../components/time-ago';
import { useNow } from '../components/use-now';
import { problemMessage } from '../data/problem';
import { useScopeFilter } from '../frame/scope';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { ScopeName } from '../users/scope-name';
import { useRoles } from '../users/use-roles';
import { type ApiKey, keyState } from './api-key';

const columns: readonly Column<ApiKey>[] = [
  {
    key: 'name',
    label: 'api_keys.field.name',
    sort: 'name',
    render: (key) => <strong style={{ fontWeight: 500 }}>{key.name}</strong>,
  },
  {
    key: 'role',
    label: 'api_keys.field.role',
    sort: 'role',
    from: 'sm',
    render: (key) => <RoleName code={key.role} />,
  },
  { key: 'scope', label: 'api_keys.field.scope', from: 'md', render: (key) => <ScopeName id={key.scopeId} /> },
  { key: 'state', label: 'api_keys.field.state', render: (key) => <KeyState apiKey={key} /> },
  {
    key: 'used',
    label: 'api_keys.field.last_used',
    sort: 'lastUsedAt',
    from: 'md',
    render: (key) => <TimeAgo time={key.lastUsedAt} />,
  },
  {
    key: 'expires',
    label: 'api_keys.field.expires',
    sort: 'expiresAt',
    from: 'lg',
    render: (key) => <LocalTime time={key.expiresAt} style="day" />,
  },
  { key: 'revoke', label: 'kit.more', align: 'end', render: (key) => <Revoke apiKey={key} /> },
];

/** Keys of machines that use the API. */
export function ApiKeyList() {
  return (
    <ResourceList<ApiKey>
      resource="api-keys"
      subject="ApiKey"
      words="api_keys"
      columns={columns}
      defaultSort="name"
      scope={useScopeFilter()}
    />
  );
}

function RoleName({ code }: { code: string }) {
  return <>{useRoles().nameOf(code)}</>;
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const translate = useTranslate();
  const state = keyState(apiKey, useNow());
  return <StateChip tone={state === 'active' ? 'good' : 'neutral'}>{translate(`api_keys.state.${state}`)}</StateChip>;
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const translate = useTranslate();
  const notify = useNotify();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete<ApiKey>();
  if (!useCan('delete', 'ApiKey') || keyState(apiKey, now) !== 'active') return null;
  const revoke = (): void => {
    void remove(
      'api-keys',
      { id: apiKey.id, previousData: apiKey },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => notify('api_keys.revoked', { type: 'success' }),
        onError: (error) => {
          const message = problemMessage(error);
          notify(translate(message, { _: message }), { type: 'error' });
        },
        onSettled: () => setAsking(false),
      },
    );
  };
  return (
    <>
      <Button
        color="error"
        onClick={() => setAsking(true)}
        aria-label={translate('api_keys.revoke_title', { name: apiKey.name })}
      >
        {translate('api_keys.revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={translate('api_keys.revoke_title', { name: apiKey.name })}
        confirmLabel={translate('api_keys.revoke')}
        typed={apiKey.name}
        busy={isPending}
        onConfirm={revoke}
        onClose={() => setAsking(false)}
      >
        {translate('api_keys.revoke_detail')}
      </ConfirmDialog>
    </>
  );
}
