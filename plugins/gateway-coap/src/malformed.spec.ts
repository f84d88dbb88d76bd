import { createSocket } from 'node:dgram';
import { type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { CoapPeer, post } from '../test/coap-peer';
import { malformed } from '../test/malformed';
import gateway from './index';

/** Repeatable: xorshift32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

it('goes on after 5,000 malformed datagrams', async () => {
  const host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
  const running: Gateway = gateway.create(
    gateway.config.parse({ host: '127.0.0.1', port: 0, securePort: 0, requestsPerMinute: 1_000_000 }),
    host.context,
  );
  await running.start();
  const port = Number((await running.health()).details?.['port']);
  const securePort = Number((await running.health()).details?.['securePort']);
  const socket = createSocket('udp4');
  const rng = numbers(7);
  for (let n = 0; n < 5_000; n += 1) {
    const bytes = malformed(rng, host.device);
    socket.send(bytes, port, '127.0.0.1');
    if (n % 10 === 0) socket.send(bytes, securePort, '127.0.0.1');
    if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.close();
  const peer = await CoapPeer.open(port);
  const path = `s/${host.device.deviceId}.${host.device.token}`;
  // Behind all the others in the queue of the socket, which may have been full.
  await eventually(async () => {
    expect((await peer.exchange(post(path, '{"sensor_id":"LAST","value":1,"unit":"bar"}'))).code).toBe(0x44);
  });
  peer.close();
  expect(host.submitted.at(-1)?.columns.sensors).toEqual(['LAST']);
  expect(host.submitted.length).toBeGreaterThan(100);
  expect(host.failures).toEqual([]);
  expect(host.refusals.length).toBeGreaterThan(500);
  expect(Number((await running.health()).details?.['bodiesInParts'])).toBeLessThanOrEqual(4);
  await running.stop();
});
