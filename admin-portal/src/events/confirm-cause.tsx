import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Panel } from '../components/panel';
import { post } from '../data/http';
import { problemMessage } from '../data/problem';
import { CONFIRMED, type EventDetail } from './event-types';

/** What the cause turned out to be; can be changed and taken back. */
export function ConfirmCause({ event, onDone }: { event: EventDetail; onDone: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const [cause, setCause] = useState(event.confirmed ?? event.hypothesis);
  const [note, setNote] = useState(event.note ?? '');
  const [busy, setBusy] = useState(false);
  const say = async (said: string | null): Promise<void> => {
    setBusy(true);
    try {
      const body = { cause: said, ...(said !== null && note.trim() !== '' && { note: note.trim() }) };
      await post(`/events/${encodeURIComponent(event.id)}/confirm`, body);
      onDone();
    } catch (error) {
      const message = problemMessage(error);
      notify(translate(message, { _: message }), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="events.confirm.title">
      <Box
        component="form"
        sx={{ display: 'grid', gap: 3 }}
        onSubmit={(submit) => {
          submit.preventDefault();
          void say(cause);
        }}
      >
        <TextField
          select
          label={translate('events.field.cause')}
          value={cause}
          onChange={({ target }) => setCause(target.value)}
        >
          {CONFIRMED.map((value) => (
            <MenuItem key={value} value={value}>
              {translate(`events.cause.${value}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={translate('events.field.note')}
          value={note}
          multiline
          minRows={2}
          slotProps={{ htmlInput: { maxLength: 2000 } }}
          onChange={({ target }) => setNote(target.value)}
        />
        <Box sx={{ display: 'flex', gap: 2 }}>
          <Button type="submit" variant="contained" loading={busy}>
            {translate('events.confirm.save')}
          </Button>
          {event.confirmed !== null && (
            <Button disabled={busy} onClick={() => void say(null)}>
              {translate('events.confirm.undo')}
            </Button>
          )}
        </Box>
      </Box>
    </Panel>
  );
}
