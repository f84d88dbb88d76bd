import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { PriorityMark } from '../components/priority-mark';
import type { Twin } from './types';

/** How a twin fares, as words with a mark where something is wrong. */
export function stateOf({ state, lastRun, failure }: Twin): 'paused' | 'waiting' | 'failed' | 'doubtful' | 'good' {
  if (state === 'paused') return 'paused';
  if (failure !== null) return 'failed';
  return lastRun?.state ?? 'waiting';
}

export function RunState({ twin }: { twin: Twin }) {
  const translate = useTranslate();
  const state = stateOf(twin);
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1.5, alignItems: 'center' }}>
      {state === 'failed' && <PriorityMark kind="medium" size={12} />}
      {translate(`twin.state.${state}`)}
    </Box>
  );
}
