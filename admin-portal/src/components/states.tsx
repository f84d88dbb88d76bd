import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';
import { ApiError, problemMessage } from '../data/problem';

interface PlainStateProps {
  icon?: ReactNode;
  /** Key of the catalogue, or a sentence. */
  title: string;
  detail?: string;
  /** What to do next: a button or link. */
  action?: ReactNode;
  /** For small panels. */
  compact?: boolean;
  /** It stands for the whole page: its title is the page's heading. */
  page?: boolean;
}

/** Nothing to show: says why, and what to do next. */
export function EmptyState({ icon, title, detail, action, compact = false, page = false }: PlainStateProps) {
  const translate = useTranslate();
  return (
    <Box
      role="status"
      sx={{
        display: 'grid',
        justifyItems: 'center',
        gap: 1,
        paddingBlock: compact ? 6 : 16,
        paddingInline: 6,
        textAlign: 'center',
      }}
    >
      {icon && (
        <Box sx={{ color: 'text.disabled', marginBlockEnd: 1, '& svg': { fontSize: 28, display: 'block' } }}>
          {icon}
        </Box>
      )}
      <Typography variant={compact ? 'body2' : 'h3'} component={page ? 'h1' : 'p'} sx={{ fontWeight: 500 }}>
        {translate(title, { _: title })}
      </Typography>
      {detail && (
        <Typography variant="body2" sx={{ color: 'text.secondary', maxInlineSize: 420 }}>
          {translate(detail, { _: detail })}
        </Typography>
      )}
      {action && <Box sx={{ marginBlockStart: 2 }}>{action}</Box>}
    </Box>
  );
}

/** Something failed: says what, gives the request number for support, and the next step. */
export function ErrorState({
  error,
  onRetry,
  compact,
  page,
}: {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
  page?: boolean;
}) {
  const translate = useTranslate();
  const message = problemMessage(error);
  const requestId = error instanceof ApiError ? error.problem.requestId : undefined;
  const status = error instanceof ApiError ? error.status : null;
  const title =
    status === 403 ? 'states.forbidden_title' : status === 404 ? 'states.missing_title' : 'states.error_title';
  return (
    <Box role="alert">
      <EmptyState
        compact={compact}
        page={page}
        title={title}
        detail={`${translate(message, { _: message })}${requestId ? ` ${translate('states.request', { id: requestId })}` : ''}`}
        action={
          onRetry && (
            <Button variant="outlined" onClick={onRetry}>
              {translate('actions.retry')}
            </Button>
          )
        }
      />
    </Box>
  );
}

/** Grey lines in the place of rows that are on their way. */
export function RowsSkeleton({ rows = 6, height = 20 }: { rows?: number; height?: number }) {
  return (
    <Box aria-hidden sx={{ display: 'grid', gap: 2, padding: 3 }}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} variant="rounded" height={height} width={`${96 - ((row * 13) % 38)}%`} />
      ))}
    </Box>
  );
}

/** A whole page on its way. */
export function PageSkeleton() {
  return (
    <Box aria-busy="true" sx={{ padding: 6, display: 'grid', gap: 4 }}>
      <Skeleton variant="rounded" width={220} height={28} />
      <Skeleton variant="rounded" height={96} />
      <Skeleton variant="rounded" height={360} />
    </Box>
  );
}
