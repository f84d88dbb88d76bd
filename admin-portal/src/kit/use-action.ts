import { useNotify, useTranslate } from 'ra-core';
import { useCallback, useState } from 'react';
import { problemMessage } from '../data/problem';

/** Runs a call, says when it fails, and tells whether one is running. Answers undefined after a failure. */
export function useAction(): {
  run: <T>(call: () => Promise<T>, done?: string) => Promise<T | undefined>;
  busy: boolean;
} {
  const notify = useNotify();
  const translate = useTranslate();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async <T>(call: () => Promise<T>, done?: string): Promise<T | undefined> => {
      setBusy(true);
      try {
        const answer = await call();
        if (done) notify(done, { type: 'success' });
        return answer;
      } catch (error) {
        const message = problemMessage(error);
        notify(translate(message, { _: message }), { type: 'error' });
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [notify, translate],
  );
  return { run, busy };
}
