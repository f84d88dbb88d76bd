import type { UnitOfWork } from '@app/database';
import { Logger } from '@nestjs/common';
import { InstanceJournal } from './instance-journal';
import { InstanceLog } from './instance-log';

/** Not real: the database, which takes no lines here, and the log of the process. */
describe('what an instance says', () => {
  const shown: string[] = [];
  const take = (line: unknown) => void shown.push(String(line));
  beforeEach(() => {
    shown.length = 0;
    Logger.overrideLogger({ log: take, warn: take, error: take, debug: take });
  });
  afterEach(() => Logger.overrideLogger(true));

  it('fills neither the log of the process nor the one that is kept; what is left out is counted', async () => {
    const journal = new InstanceJournal({ runApart: async () => undefined } as unknown as UnitOfWork);
    const log = new InstanceLog('sample one', '1', ['secret-text'], journal);
    for (let i = 0; i < 80; i += 1) {
      log.log(`line ${i} secret-text`);
      log.debug('more');
    }
    expect(shown).toHaveLength(100);
    expect(shown[0]).toBe('line 0 [secret]');
    await journal.beforeApplicationShutdown();
    expect(shown.at(-1)).toBe('Instance 1: 60 more lines within a second are left out');
    log.log('later');
    expect(shown.at(-1)).toBe('later');
  });
});
