import { driverNames, runMalformed } from './malformed/run';

/**
 * Whatever comes in, the platform goes on. Real: the built platform as a process, PostgreSQL, and senders of malformed
 * inputs of every protocol. The long form is `npm run test:malformed`.
 */
it('outlives malformed inputs of every protocol, counts them, and serves good devices afterwards', async () => {
  const report = await runMalformed({ count: 2_000, seed: 11, protocols: driverNames, say: () => undefined });
  expect(report).toMatchObject({ crashes: 0, hangs: 0, uncounted: 0 });
  for (const [name, { goodPassed }] of Object.entries(report.protocols))
    expect([name, goodPassed]).toEqual([name, true]);
  expect(report.memoryMiB.peak).toBeLessThan(1_200);
}, 480_000);
