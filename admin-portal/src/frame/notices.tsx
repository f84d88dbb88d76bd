import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar from '@mui/material/Snackbar';
import {
  CloseNotificationContext,
  useNotificationContext,
  useTakeUndoableMutation,
  useTranslate,
  type NotificationPayload,
} from 'ra-core';
import { useEffect, useState } from 'react';

/** Shows what actions had to say, one at a time, with undo where it can be undone. */
export function Notices() {
  const translate = useTranslate();
  const { notifications, takeNotification } = useNotificationContext();
  const takeMutation = useTakeUndoableMutation();
  const [notice, setNotice] = useState<NotificationPayload | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (notifications.length && !notice) {
      const next = takeNotification();
      if (next) {
        setNotice(next);
        setOpen(true);
      }
    }
  }, [notifications, notice, takeNotification]);

  if (!notice) return null;
  const { undoable, autoHideDuration, messageArgs } = notice.notificationOptions ?? {};
  const finish = (undo: boolean): void => {
    if (undoable) takeMutation()?.({ isUndo: undo });
    setOpen(false);
  };
  const text =
    typeof notice.message === 'string'
      ? translate(notice.message, { _: notice.message, ...messageArgs })
      : notice.message;
  return (
    <CloseNotificationContext.Provider value={() => finish(false)}>
      <Snackbar
        open={open}
        autoHideDuration={autoHideDuration === undefined ? 5000 : autoHideDuration}
        onClose={(_, reason) => reason !== 'clickaway' && finish(false)}
        slotProps={{ transition: { onExited: () => setNotice(null) } }}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      >
        <Alert
          severity={notice.type === 'error' || notice.type === 'warning' ? notice.type : 'success'}
          variant="outlined"
          onClose={() => finish(false)}
          action={
            undoable ? (
              <Button color="inherit" onClick={() => finish(true)}>
                {translate('actions.undo')}
              </Button>
            ) : undefined
          }
          sx={{ backgroundColor: 'background.paper', boxShadow: '0 8px 24px rgba(10,14,20,.18)' }}
        >
          {text}
        </Alert>
      </Snackbar>
    </CloseNotificationContext.Provider>
  );
}
