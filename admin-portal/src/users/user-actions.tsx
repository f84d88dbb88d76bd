import MoreVert from '@mui/icons-material/MoreVert';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useDataProvider, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { post } from '../data/http';
import { OnceSecret } from '../kit/once-secret';
import { useAction } from '../kit/use-action';
import type { User } from './user';

type Question = 'reset' | 'sessions' | 'disable';

/** What can be done to another user's access: new password, end of sessions, disable and enable. */
export function UserActions({ user, onChange }: { user: User; onChange: () => void }) {
  const translate = useTranslate();
  const dataProvider = useDataProvider();
  const action = useAction();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState<Question | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  if (!useCan('update', 'User')) return null;
  const ask = (question: Question): void => {
    setAnchor(null);
    setAsking(question);
  };
  const setStatus = async (status: User['status']): Promise<void> => {
    setAnchor(null);
    await action.run(
      () => dataProvider.update<User>('users', { id: user.id, data: { ...user, status }, previousData: user }),
      'kit.saved',
    );
    onChange();
  };
  const confirm = async (): Promise<void> => {
    if (asking === 'reset') {
      const answer = await action.run(() => post<{ oneTimePassword: string }>(`/users/${user.id}/reset-password`));
      if (answer) setPassword(answer.oneTimePassword);
    } else if (asking === 'sessions') {
      await action.run(() => post(`/users/${user.id}/revoke-sessions`), 'users.sessions_ended');
    } else {
      await setStatus('disabled');
    }
    setAsking(null);
  };
  return (
    <>
      <IconButton
        aria-label={translate('kit.more')}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => ask('reset')}>{translate('users.reset')}</MenuItem>
        <MenuItem onClick={() => ask('sessions')}>{translate('users.end_sessions')}</MenuItem>
        {user.status === 'active' ? (
          <MenuItem onClick={() => ask('disable')}>{translate('users.disable')}</MenuItem>
        ) : (
          <MenuItem onClick={() => void setStatus('active')}>{translate('users.enable')}</MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        open={asking !== null}
        title={asking === null ? '' : translate(`users.ask.${asking}`, { name: user.displayName })}
        confirmLabel={asking === null ? '' : translate(`users.confirm.${asking}`)}
        busy={action.busy}
        onConfirm={() => void confirm()}
        onClose={() => setAsking(null)}
      >
        {asking === null ? '' : translate(`users.detail.${asking}`)}
      </ConfirmDialog>
      <OneTimePassword user={user} password={password} onClose={() => setPassword(null)} />
    </>
  );
}

/** A password somebody else made: shown once, to be handed over. */
export function OneTimePassword({
  user,
  password,
  onClose,
}: {
  user: Pick<User, 'username'> | null;
  password: string | null;
  onClose: () => void;
}) {
  return (
    <OnceSecret
      open={password !== null && user !== null}
      title="users.password_title"
      detail="users.password_detail"
      parts={[
        { label: 'users.field.username', value: user?.username ?? '' },
        { label: 'users.one_time_password', value: password ?? '' },
      ]}
      onClose={onClose}
    />
  );
}
