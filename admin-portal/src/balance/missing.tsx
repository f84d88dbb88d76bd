import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { EmptyState } from '../components/states';
import type { BalanceSetup, Gap } from './types';

/** Gaps without which nothing can be worked out; the others only leave figures out. */
const BLOCKING: readonly Gap[] = ['inlet', 'slowInlet', 'nights'];

/** Whether there is nothing to show yet. */
export function isBlocked({ missing }: Pick<BalanceSetup, 'missing'>): boolean {
  return missing.some((gap) => BLOCKING.includes(gap));
}

/** Says what is missing before there is anything to show. */
export function NothingYet({ setup, onSetUp }: { setup: BalanceSetup; onSetUp: (() => void) | null }) {
  const translate = useTranslate();
  const gap = setup.missing.find((each) => BLOCKING.includes(each)) ?? 'nights';
  const hasSuggestion = setup.settings === null && setup.suggestion.measurements.some(({ role }) => role === 'inlet');
  return (
    <EmptyState
      title={`balance.missing.${gap}`}
      detail={hasSuggestion ? 'balance.missing.suggestion' : `balance.missing.${gap}_detail`}
      action={
        onSetUp &&
        gap !== 'nights' && (
          <Button variant="contained" onClick={onSetUp}>
            {translate('balance.set_up')}
          </Button>
        )
      }
    />
  );
}

/** What is still not known, where it only leaves figures out. */
export function Gaps({ missing, onSetUp }: { missing: readonly Gap[]; onSetUp: (() => void) | null }) {
  const translate = useTranslate();
  const gaps = missing.filter((gap) => !BLOCKING.includes(gap));
  if (gaps.length === 0) return null;
  return (
    <Alert
      severity="info"
      variant="outlined"
      action={
        onSetUp && (
          <Button size="small" onClick={onSetUp}>
            {translate('balance.set_up')}
          </Button>
        )
      }
    >
      {gaps.map((gap) => translate(`balance.missing.${gap}`)).join(' · ')}
    </Alert>
  );
}
