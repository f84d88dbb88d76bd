import { fakeHost } from '@app/plugin-sdk';
import { Logger } from '../test/logger';
import { malformed } from '../test/malformed';
import gateway from './index';
import { TcpGateway } from './tcp-gateway';

const INPUTS = 3_000;
const AT_A_TIME = 20;

/** mulberry32: the same inputs each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it('takes malformed input by the thousand, counts all of it, and serves a device afterwards', async () => {
  const host = fakeHost(['devices', 'telemetry', 'commands']);
  const running = new TcpGateway(gateway.config.parse({ host: '127.0.0.1', port: 0 }), host.context);
  await running.start();
  const port = Number((await running.health()).details?.['port']);
  const rng = random(7);
  let silent = 0;
  for (let n = 0; n < INPUTS / AT_A_TIME; n += 1) {
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        const input = malformed(rng, host.device);
        const logger = await Logger.connect(port);
        logger.socket.end(input);
        await logger.gone();
        const blank = input.every((byte) => byte === 0x0d || byte === 0x0a);
        if (!blank && logger.received.length === 0) silent += 1;
      }),
    );
  }
  // A connection that was told nothing sent no whole frame: that is counted.
  const counted = host.refusals.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBeGreaterThanOrEqual(silent);
  expect(host.failures).toEqual([]);
  const logger = await Logger.connect(port);
  logger.send(`LOGIN ${host.device.deviceId} ${host.device.token}\nA=1bar\n`);
  expect(await logger.line(2)).toBe('OK 1');
  logger.end();
  expect((await running.health()).status).toBe('up');
  await running.stop();
}, 60_000);
