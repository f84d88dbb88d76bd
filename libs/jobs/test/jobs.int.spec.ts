import { ConfigModule } from '@app/config';
import { DatabaseModule, UnitOfWork } from '@app/database';
import { type JobDefinition, JobRegistry, JobRunnerModule, Outbox, OutboxUpkeep } from '@app/jobs';
import { TenancyModule, TenantTree } from '@app/tenancy';
import { type TestDatabase, type TestRedis, eventually, startRedis, testDatabase, testSettings } from '@app/testing';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import { z } from 'zod';

const seen: { name: string; payload: unknown; attempt: number }[] = [];

@Injectable()
class TestJobs {
  constructor(registry: JobRegistry) {
    const record = (name: string, options: Partial<JobDefinition<{ value?: number }>> = {}): void =>
      registry.register({
        name,
        description: name,
        payload: z.object({ value: z.number().optional() }),
        async run(payload, { attempt }) {
          seen.push({ name, payload, attempt });
          if (name === 'test.flaky' && attempt === 1) throw new Error('first attempt fails');
        },
        ...options,
      });
    record('test.asked');
    record('test.flaky');
    record('test.subscribed', { topics: ['thing.happened'] });
    record('test.scheduled', { schedule: { everyMs: 200 } });
  }
}

@Module({ providers: [TestJobs] })
class TestJobsModule {}

/** Real: PostgreSQL, Redis, BullMQ, outbox and relay. Nothing is faked. */
describe.each(['postgresql', 'redis'] as const)('jobs on %s', (store) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let app: TestingModule;
  let unitOfWork: UnitOfWork;
  let outbox: Outbox;

  beforeAll(async () => {
    seen.length = 0;
    database = await testDatabase();
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(`insert into tenants (id, uid, kind) values (1, gen_random_uuid(), 'nation')`);
    await client.end();
    if (store === 'redis') redis = await startRedis();
    const settings = testSettings(database, redis === undefined ? {} : { REDIS_URL: redis.url });
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot({ entities: [] }),
        TenancyModule,
        JobRunnerModule,
        TestJobsModule,
      ],
    }).compile();
    await app.init();
    unitOfWork = app.get(UnitOfWork);
    outbox = app.get(Outbox);
    expect(app.get(TenantTree).all()).toEqual([1]);
  });

  afterAll(async () => {
    await app?.close();
    await redis?.stop();
    await database?.drop();
  });

  const runsOf = (name: string) => seen.filter((run) => run.name === name);

  it('runs a job that a committed transaction asked for, once', async () => {
    await unitOfWork.run([1], (work) => outbox.enqueue(work, 1, 'test.asked', { value: 7 }));
    await eventually(() =>
      expect(runsOf('test.asked')).toEqual([{ name: 'test.asked', payload: { value: 7 }, attempt: 1 }]),
    );
  });

  it('never runs a job of a transaction that was rolled back', async () => {
    const failing = unitOfWork.run([1], async (work) => {
      await outbox.enqueue(work, 1, 'test.asked', { value: 13 });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await unitOfWork.run([1], (work) => outbox.enqueue(work, 1, 'test.asked', { value: 8 }));
    await eventually(() => expect(runsOf('test.asked')).toHaveLength(2));
    expect(runsOf('test.asked').map(({ payload }) => payload)).toEqual([{ value: 7 }, { value: 8 }]);
  });

  it('starts the jobs that subscribed to a topic, and tries a failed one again', async () => {
    await unitOfWork.run([1], async (work) => {
      await outbox.publish(work, 1, 'thing.happened', 'thing', { value: 1 });
      await outbox.enqueue(work, 1, 'test.flaky', {});
    });
    await eventually(() => expect(runsOf('test.subscribed')).toHaveLength(1));
    await eventually(() => expect(runsOf('test.flaky').map(({ attempt }) => attempt)).toEqual([1, 2]), 15_000);
  });

  it('forgets what was sent long ago, and nothing else', async () => {
    await unitOfWork.run([1], async (work) => {
      const insert = `insert into outbox (tenant_id, topic, key, payload, created_at, sent_at) values (1, 'old', ?, '{}', now() - interval '9 days', `;
      await work.sql(`${insert} now() - interval '8 days')`, ['long ago']);
      await work.sql(`${insert} now() - interval '6 days')`, ['lately']);
    });
    expect(await app.get(OutboxUpkeep).run()).toEqual({ removed: 1 });
    const left = await unitOfWork.run([1], ({ sql }) =>
      sql<{ key: string }>(`select key from outbox where topic = 'old'`),
    );
    expect(left).toEqual([{ key: 'lately' }]);
  });

  it('runs scheduled jobs by themselves', async () => {
    await eventually(() => expect(runsOf('test.scheduled').length).toBeGreaterThan(1));
  });
});
