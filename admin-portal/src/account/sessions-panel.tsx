import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useLogout, useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { StateChip } from '../components/state-chip';
import { ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { get, post, request } from '../data/http';
import { type Column, DataTable } from '../kit/data-table';
import { useAction } from '../kit/use-action';
import { browserOf } from './browser-of';

interface Session {
  id: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
}

/** Where one is signed in, and the way out. */
export function SessionsPanel() {
  const translate = useTranslate();
  const logout = useLogout();
  const action = useAction();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['own-sessions'],
    queryFn: async ({ signal }) => (await get<{ data: Session[] }>('/auth/sessions', undefined, signal)).data,
  });
  const end = async (session: Session): Promise<void> => {
    if (session.current) return logout().then(() => undefined);
    await action.run(() => request('DELETE', `/auth/sessions/${session.id}`), 'account.session_ended');
    await refetch();
  };
  const endAll = async (): Promise<void> => {
    await action.run(() => post('/auth/logout-all'));
    await logout();
  };
  const columns: Column<Session>[] = [
    {
      key: 'device',
      label: 'account.session_device',
      render: (session) => (
        <>
          <bdi>{browserOf(session.userAgent) ?? translate('account.session_unknown')}</bdi>{' '}
          {session.current && <StateChip tone="good">{translate('account.session_current')}</StateChip>}
        </>
      ),
    },
    { key: 'ip', label: 'audit.field.ip', from: 'sm', render: (session) => <bdi>{session.ip ?? '–'}</bdi> },
    { key: 'used', label: 'account.session_used', render: (session) => <TimeAgo time={session.lastUsedAt} /> },
    {
      key: 'since',
      label: 'account.session_since',
      from: 'md',
      render: (session) => <TimeAgo time={session.createdAt} />,
    },
    {
      key: 'end',
      label: 'kit.more',
      align: 'end',
      render: (session) => (
        <Button
          onClick={() => void end(session)}
          aria-label={`${translate(session.current ? 'user.sign_out' : 'account.session_end')}: ${browserOf(session.userAgent) ?? session.ip ?? ''}`}
        >
          {translate(session.current ? 'user.sign_out' : 'account.session_end')}
        </Button>
      ),
    },
  ];
  return (
    <Panel
      title="account.sessions"
      flush
      aside={
        <Button color="error" onClick={() => void endAll()}>
          {translate('account.sign_out_everywhere')}
        </Button>
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={2} />
      ) : (
        <DataTable label={translate('account.sessions')} columns={columns} rows={data} idOf={(session) => session.id} />
      )}
    </Panel>
  );
}
