import { SignedIn } from '@app/access';
import { UnitOfWork } from '@app/database';
import { resourceApp, type ResourceApp } from '@app/testing';
import { Controller, Module, Post } from '@nestjs/common';

/** Work that asks the database once more beside the transaction of its request, as the registry of devices does. */
@Controller('looks')
class LooksController {
  constructor(private readonly units: UnitOfWork) {}

  @Post()
  @SignedIn()
  async look(): Promise<{ found: number }> {
    const rows = await this.units.runApart([], (work) => work.sql(`select 1`));
    return { found: rows.length };
  }
}

@Module({ controllers: [LooksController] })
class LooksModule {}

/** Real: PostgreSQL, the HTTP application. */
describe('requests with an Idempotency-Key', () => {
  let resource: ResourceApp;

  beforeAll(async () => {
    resource = await resourceApp([LooksModule], []);
  });
  afterAll(() => resource.close());

  it('leave connections for the work within, however many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        resource.call('root', 'POST', '/looks', {}, { 'idempotency-key': `look-${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(answers[0]?.body).toEqual({ found: 1 });
  });
});
