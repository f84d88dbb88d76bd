import Button from '@mui/material/Button';
import { useDelete, useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { problemMessage } from '../data/problem';

export interface DeleteButtonProps {
  resource: string;
  /** Subject of the access rules. */
  subject: string;
  record: { id: string; version?: number };
  /** What has to be typed. */
  name: string;
  /** Key of the catalogue: what goes with it. */
  detail?: string;
  /** Where to go afterwards; default: the list. */
  after?: string;
}

/** Deletes a record after its name has been typed. Not there for those who may not. */
export function DeleteButton({
  resource,
  subject,
  record,
  name,
  detail = 'kit.delete_detail',
  after,
}: DeleteButtonProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove, { isPending }] = useDelete();
  if (!useCan('delete', subject)) return null;
  const confirm = (): void => {
    void remove(
      resource,
      { id: record.id, previousData: record },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => {
          notify('kit.deleted', { type: 'success' });
          void navigate(after ?? `/${resource}`);
        },
        onError: (error) => {
          setAsking(false);
          const message = problemMessage(error);
          notify(translate(message, { _: message }), { type: 'error' });
        },
      },
    );
  };
  return (
    <>
      <Button onClick={() => setAsking(true)} sx={{ color: 'text.secondary' }}>
        {translate('kit.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={translate('kit.delete_title', { name })}
        confirmLabel={translate('kit.delete')}
        typed={name}
        busy={isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        {translate(detail, { _: detail })}
      </ConfirmDialog>
    </>
  );
}
