import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { post } from '../data/http';
import { useAction } from '../kit/use-action';

/** What can be done with kept messages. */
export const ORDERS = ['replay', 'dismiss'] as const;
export type Order = (typeof ORDERS)[number];

/** Which: by id, or all kept ones that fit. Fields left out stand for everything. */
export interface Choice {
  ids?: readonly string[];
  municipalityId?: string;
  deviceId?: string;
  reason?: string;
}

/** Gives orders, says how many messages they concerned, and has the lists read anew. */
export function useQuarantineOrders(): { give: (order: Order, choice: Choice) => Promise<void>; busy: boolean } {
  const translate = useTranslate();
  const notify = useNotify();
  const queries = useQueryClient();
  const { run, busy } = useAction();
  const give = async (order: Order, choice: Choice): Promise<void> => {
    const answer = await run(() => post<{ count: number }>(`/quarantine/${order}`, choice));
    if (answer) notify(translate(`quarantine.done.${order}`, { smart_count: answer.count }), { type: 'success' });
    await queries.invalidateQueries({ queryKey: ['stretch', '/quarantine'] });
    await queries.invalidateQueries({ queryKey: ['quarantine'] });
  };
  return { give, busy };
}
