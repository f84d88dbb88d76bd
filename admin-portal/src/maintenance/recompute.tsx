import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useEffect, useRef } from 'react';
import { useCan } from '../auth/ability';
import { get, post } from '../data/http';
import type { Page } from '../data/types';
import { ProgressBar } from '../imports/progress-bar';
import { useAction } from '../kit/use-action';
import { isMoving, type Run } from './risk-types';

const MOVING_MS = 1_000;
const RESTING_MS = 20_000;

/** Asks for everything in scope to be judged anew, and shows how far that has come; all figures renew at its end. */
export function Recompute({ scopeId }: { scopeId: string | undefined }) {
  const translate = useTranslate();
  const client = useQueryClient();
  const allowed = useCan('update', 'Maintenance');
  const { run, busy } = useAction();
  const newest = useQuery({
    queryKey: ['maintenance-runs', 'newest'],
    queryFn: ({ signal }) => get<Page<Run>>('/maintenance/runs', { pageSize: 1 }, signal),
    refetchInterval: ({ state }) => (isMoving(state.data?.data[0]) ? MOVING_MS : RESTING_MS),
  });
  const current = newest.data?.data[0];
  const moving = isMoving(current);
  const wasMoving = useRef(false);
  useEffect(() => {
    if (wasMoving.current && !moving) void client.invalidateQueries({ queryKey: ['maintenance'] });
    wasMoving.current = moving;
  }, [moving, client]);
  if (current && moving) {
    const percent = current.total === 0 ? 0 : Math.round((current.done / current.total) * 100);
    return (
      <Box sx={{ minInlineSize: 200, display: 'grid', gap: 1 }}>
        <Box sx={{ fontSize: 12, color: 'text.secondary' }} role="status">
          {translate(`maintenance.step.${current.step ?? 'waiting'}`)}
        </Box>
        <ProgressBar label={translate('maintenance.recompute')} percent={percent} resting={false} />
      </Box>
    );
  }
  const start = async (): Promise<void> => {
    await run(() => post<Run>('/maintenance/runs', scopeId === undefined ? {} : { scopeId }));
    await newest.refetch();
  };
  return (
    <>
      {current?.state === 'failed' && (
        <Box role="alert" sx={{ fontSize: 12, color: 'text.secondary', maxInlineSize: 320 }}>
          {translate('maintenance.failed', { reason: current.failure ?? '' })}
        </Box>
      )}
      {allowed && (
        <Button variant="outlined" disabled={busy} startIcon={<RefreshOutlined />} onClick={() => void start()}>
          {translate('maintenance.recompute')}
        </Button>
      )}
    </>
  );
}
