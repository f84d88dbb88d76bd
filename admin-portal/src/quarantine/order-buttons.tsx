import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useCan } from '../auth/ability';
import type { QuarantineItem } from './quarantine';
import { ORDERS, useQuarantineOrders } from './quarantine-orders';

/** Replay and dismiss, for one message. */
export function OrderButtons({ item, onDone }: { item: QuarantineItem; onDone: () => void }) {
  const translate = useTranslate();
  const { give, busy } = useQuarantineOrders();
  const may = useCan('update', 'Quarantine');
  if (!may || item.status !== 'kept') return null;
  return (
    <Box sx={{ display: 'flex', gap: 2 }}>
      {ORDERS.map((order) => (
        <Button
          key={order}
          variant={order === 'replay' ? 'contained' : 'outlined'}
          disabled={busy}
          onClick={() => void give(order, { ids: [item.id] }).then(onDone)}
        >
          {translate(`quarantine.order.${order}`)}
        </Button>
      ))}
    </Box>
  );
}
