import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { ConfirmDialog } from '../components/confirm-dialog';
import { type Choice, ORDERS, type Order, useQuarantineOrders } from './quarantine-orders';

export interface OrdersBarProps {
  /** Ids of the marked messages; none: the orders concern all kept ones of `all`. */
  marked: readonly string[];
  all: Choice;
  onClear: () => void;
}

/** Replay and dismiss: the marked messages, or after a question all that the filter shows. */
export function OrdersBar({ marked, all, onClear }: OrdersBarProps) {
  const translate = useTranslate();
  const { give, busy } = useQuarantineOrders();
  const [asking, setAsking] = useState<Order | null>(null);
  const order = (wanted: Order): void => {
    if (marked.length === 0) setAsking(wanted);
    else void give(wanted, { ids: marked }).then(onClear);
  };
  return (
    <Box
      role="toolbar"
      aria-label={translate('quarantine.orders')}
      sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', marginBlockEnd: 3 }}
    >
      {marked.length > 0 && (
        <Box component="span" aria-live="polite" sx={{ fontSize: 13, fontWeight: 600, marginInlineEnd: 2 }}>
          {translate('quarantine.marked', { smart_count: marked.length })}
        </Box>
      )}
      {ORDERS.map((each) => (
        <Button key={each} variant="outlined" disabled={busy} onClick={() => order(each)}>
          {translate(marked.length === 0 ? `quarantine.order_all.${each}` : `quarantine.order.${each}`)}
        </Button>
      ))}
      {marked.length > 0 && (
        <IconButton aria-label={translate('quarantine.unmark')} onClick={onClear}>
          <Close fontSize="small" />
        </IconButton>
      )}
      {asking !== null && (
        <ConfirmDialog
          open
          title={translate(`quarantine.order_all.${asking}`)}
          confirmLabel={translate(`quarantine.order.${asking}`)}
          onConfirm={() => {
            setAsking(null);
            void give(asking, all);
          }}
          onClose={() => setAsking(null)}
        >
          {translate(`quarantine.ask.${asking}`)}
        </ConfirmDialog>
      )}
    </Box>
  );
}
