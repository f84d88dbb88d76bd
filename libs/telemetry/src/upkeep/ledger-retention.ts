import type { UnitOfWork } from '@app/database';

/** Ledgers of devices, and messages that were replayed or dismissed, are kept for so long: over the same season of a year before. */
export const LEDGER_KEPT_DAYS = 400;

/**
 * Takes away minutes of ledgers and settled messages of quarantine that are old. Messages that wait for somebody stay.
 * @param tenants - internal numbers of all tenants
 * @returns how many of each
 */
export function pruneLedger(
  work: UnitOfWork,
  tenants: readonly number[],
): Promise<{ minutes: number; messages: number }> {
  return work.run([...tenants], async (unit) => {
    const [row] = await unit.sql<{ minutes: number; messages: number }>(
      `with minutes as (delete from device_ledger where minute < now() - ? * interval '1 day' returning 1),
         messages as (
           delete from quarantine where status in ('replayed', 'dismissed') and received_at < now() - ? * interval '1 day'
           returning 1)
       select (select count(*) from minutes)::int as minutes, (select count(*) from messages)::int as messages`,
      [LEDGER_KEPT_DAYS, LEDGER_KEPT_DAYS],
    );
    return row ?? { minutes: 0, messages: 0 };
  });
}
