import Button from '@mui/material/Button';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { commandAlarms } from '../alarms/alarm-api';
import { isUnacked } from '../alarms/alarm-state';
import { useCan } from '../auth/ability';
import { problemMessage } from '../data/problem';
import type { EventDetail } from './event-types';

/** Acknowledges all alarms of an event at once; not shown when there is nothing to acknowledge. */
export function AcknowledgeEvent({ event, onDone }: { event: EventDetail; onDone: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const may = useCan('acknowledge', 'Alert');
  const waiting = event.alerts.filter(isUnacked).map(({ id }) => id);
  if (!may || waiting.length === 0) return null;
  const acknowledge = async (): Promise<void> => {
    setBusy(true);
    try {
      await commandAlarms(waiting, { command: 'acknowledge' });
      onDone();
    } catch (error) {
      const message = problemMessage(error);
      notify(translate(message, { _: message }), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="contained" loading={busy} onClick={() => void acknowledge()}>
      {translate('events.acknowledge_all', { smart_count: waiting.length, count: waiting.length })}
    </Button>
  );
}
