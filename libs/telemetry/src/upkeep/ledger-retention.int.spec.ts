import { IngestHarness } from '../../test/ingest-harness';
import { pruneLedger } from './ledger-retention';

jest.setTimeout(60_000);

/** Real: PostgreSQL and its roles. */
describe('the retention of ledgers and of settled messages', () => {
  let harness: IngestHarness;
  beforeAll(async () => (harness = await IngestHarness.open()));
  afterAll(() => harness.close());

  it('takes away what is old and done, and never a message that waits for somebody', async () => {
    const tenants = [await harness.tenant(), await harness.tenant()];
    for (const tenant of tenants) {
      const { id } = await harness.device(tenant);
      await harness.sql(
        `insert into device_ledger (tenant_id, device_id, minute, stored)
         select $1, $2, date_trunc('minute', now()) - days * interval '1 day', 1 from unnest(array[0, 399, 401, 900]) days`,
        [tenant, id],
      );
      await harness.sql(
        `insert into quarantine (tenant_id, id, received_at, protocol, reason, detail, raw, status)
         select $1, gen_random_uuid(), now() - days * interval '1 day', 'http', 'unreadable', '', '', status
         from unnest(array[0, 401]) days, unnest(array['kept', 'replaying', 'replayed', 'dismissed']) status`,
        [tenant],
      );
    }
    await harness.tree.load();
    expect(await pruneLedger(harness.work, harness.tree.all())).toEqual({ minutes: 4, messages: 4 });
    const minutes = await harness.sql(`select from device_ledger where minute > now() - interval '400 days'`);
    expect(minutes).toHaveLength(4);
    const old = await harness.sql<{ status: string }>(
      `select distinct status from quarantine where received_at < now() - interval '400 days' order by 1`,
    );
    expect(old.map(({ status }) => status)).toEqual(['kept', 'replaying']);
    expect(await pruneLedger(harness.work, harness.tree.all())).toEqual({ minutes: 0, messages: 0 });
  });
});
