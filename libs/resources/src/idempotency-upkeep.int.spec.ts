import { JobsModule } from '@app/jobs';
import { type ResourceApp, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { IdempotencyUpkeepJob, ResourcesJobsModule } from '.';

describe('IdempotencyUpkeepJob', () => {
  let api: ResourceApp;
  beforeAll(async () => {
    api = await resourceApp([JobsModule, ResourcesJobsModule], []);
  });
  afterAll(() => api.close());

  it('forgets keys after two days, of every tenant', async () => {
    const client = new Client({ connectionString: api.database.superuserUrl });
    await client.connect();
    await client.query(
      `insert into idempotency_keys (tenant_id, scope, key, request_hash, created_at)
       select id, 'x', age, '', now() - age::interval from tenants, unnest(array['1 hour', '47 hours', '49 hours', '9 days']) as age`,
    );
    expect(await api.app.get(IdempotencyUpkeepJob, { strict: false }).run()).toEqual({ forgotten: 2 });
    const { rows } = await client.query<{ key: string }>(`select key from idempotency_keys order by created_at`);
    await client.end();
    expect(rows.map(({ key }) => key)).toEqual(['47 hours', '1 hour']);
  });
});
