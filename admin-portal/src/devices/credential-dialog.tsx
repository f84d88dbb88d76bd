import { OnceSecret } from '../kit/once-secret';
import type { Credential } from './device';

export interface CredentialDialogProps {
  /** null: closed. */
  credential: Credential | null;
  /** A sentence about the credential before, already translated. */
  note?: string | null;
  onClose: () => void;
}

/** Shows a device's new credential once, in the forms its protocols ask for. */
export function CredentialDialog({ credential, note, onClose }: CredentialDialogProps) {
  return (
    <OnceSecret
      open={credential !== null}
      title="devices.credential_title"
      detail="devices.credential_detail"
      note={note ?? undefined}
      parts={
        credential
          ? [
              { label: 'devices.credential_user', value: credential.deviceId },
              { label: 'devices.credential_token', value: credential.token },
              { label: 'devices.credential_topic', value: `wm/v1/${credential.deviceId}/up` },
              {
                label: 'devices.credential_header',
                value: `Authorization: Bearer ${credential.deviceId}.${credential.token}`,
              },
            ]
          : []
      }
      onClose={onClose}
    />
  );
}
