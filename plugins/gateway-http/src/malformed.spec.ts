import { HttpProblem, fakeHost } from '@app/plugin-sdk';
import { malformed } from '../test/malformed';
import gateway from './index';

/** Not real: the host, which is the SDK's fake. */
it('answers 5,000 malformed requests by a report or a problem, and counts each in the ledger or as refused', async () => {
  const host = fakeHost(['devices', 'device-secrets', 'telemetry', 'http-mount']);
  host.secrets.set(`hmac ${host.device.deviceId}`, Buffer.from('a key that both sides know, 32 b'));
  await gateway.create(gateway.config.parse({ requestsPerMinute: 1_000_000 }), host.context).start();
  let seed = 20_261_121;
  const rng = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const statuses = new Map<number, number>();
  for (let n = 0; n < 5_000; n += 1) {
    const { headers, body } = malformed(rng, host.device);
    const before = host.submitted.length + host.refusals.length;
    const stream = async function* () {
      for (let from = 0; from < body.length; from += 100) yield body.subarray(from, from + 100);
    };
    const status = await host.request('/api/v1/telemetry', { headers, stream: stream() }).then(
      (answer) => answer.status,
      (error: unknown) => {
        if (!(error instanceof HttpProblem)) throw error;
        return error.status;
      },
    );
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const counted = host.submitted.length + host.refusals.length > before;
    // A stream of empty lines holds nothing that could be counted.
    if (!counted && status !== 200) throw new Error(`Not counted: ${status} ${JSON.stringify(headers)}`);
  }
  expect([...statuses.keys()].sort((a, b) => a - b)).toEqual([200, 400, 401, 415]);
  for (const count of statuses.values()) expect(count).toBeGreaterThan(50);
});
