import path from 'node:path';
import { tryOneProcess } from '../tools/durability/durability';
import { laneNames } from '../tools/durability/open-lanes';

const say = () => undefined;

/**
 * What was acknowledged is there, once, whatever is killed. Real: a durable PostgreSQL of its own, the built platform as
 * a process, and devices of every protocol that keep what was not acknowledged and send it again. The long form is
 * `npm run test:durability`.
 */
describe('acknowledged readings survive', () => {
  it('the kill -9 of platform and database, over every protocol', async () => {
    const report = await tryOneProcess({ kills: 3, seed: 7, lanes: laneNames, say });
    expect(report).toMatchObject({ lost: 0, unexpected: 0, duplicates: 0 });
    expect(Object.keys(report.lanes)).toEqual(laneNames);
    for (const lane of Object.values(report.lanes)) expect(lane.acknowledged).toBeGreaterThan(100);
  }, 240_000);

  it('and this test notices an acknowledgement before the commit', async () => {
    const preload = path.join(__dirname, 'fixtures/acknowledge-early.cjs');
    const report = await tryOneProcess({ kills: 2, seed: 7, lanes: ['mqtt', 'http', 'tcp'], preload, say });
    expect(report.lost).toBeGreaterThan(0);
  }, 180_000);
});
