import KeyOutlined from '@mui/icons-material/KeyOutlined';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { post } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { useAction } from '../kit/use-action';
import { CredentialDialog } from './credential-dialog';
import type { Credential, Device } from './device';

/** Gives a device a new credential, or takes all of them away. */
export function DeviceCredentials({ device }: { device: Device }) {
  const translate = useTranslate();
  const format = useFormat();
  const action = useAction();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState<'rotate' | 'revoke' | null>(null);
  const [made, setMade] = useState<{ credential: Credential; earlierValidUntil: string } | null>(null);
  if (!useCan('update', 'Device')) return null;
  const ask = (question: 'rotate' | 'revoke'): void => {
    setAnchor(null);
    setAsking(question);
  };
  const rotate = async (): Promise<void> => {
    const answer = await action.run(() =>
      post<{ credential: Credential; earlierValidUntil: string }>(`/devices/${device.id}/rotate-credential`),
    );
    setAsking(null);
    if (answer) setMade(answer);
  };
  const revoke = async (): Promise<void> => {
    await action.run(() => post(`/devices/${device.id}/revoke-credentials`), 'devices.revoked');
    setAsking(null);
  };
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<KeyOutlined />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {translate('devices.credentials')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => ask('rotate')}>{translate('devices.rotate')}</MenuItem>
        <MenuItem onClick={() => ask('revoke')} sx={{ color: 'error.main' }}>
          {translate('devices.revoke')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking === 'rotate'}
        title={translate('devices.rotate')}
        confirmLabel={translate('devices.rotate_now')}
        busy={action.busy}
        onConfirm={() => void rotate()}
        onClose={() => setAsking(null)}
      >
        {translate('devices.rotate_detail')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'revoke'}
        title={translate('devices.revoke')}
        confirmLabel={translate('devices.revoke_now')}
        typed={device.name}
        busy={action.busy}
        onConfirm={() => void revoke()}
        onClose={() => setAsking(null)}
      >
        {translate('devices.revoke_detail')}
      </ConfirmDialog>
      <CredentialDialog
        credential={made?.credential ?? null}
        note={made && translate('devices.earlier_until', { time: format.time(made.earlierValidUntil, 'full') })}
        onClose={() => setMade(null)}
      />
    </>
  );
}
