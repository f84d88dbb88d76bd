import { type FakeHost, type Gateway, fakeHost, HttpProblem, outcomes } from '@app/plugin-sdk';
import { Centre } from '../test/centre';
import { malformed, malformedText } from '../test/malformed';
import gateway from './index';
import { readCompactText } from './text/compact-text';

const phone = '+923001234567';
const secret = 'kannel-secret';

/** Mulberry32: the same numbers every time. */
const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

const open = async (config: Record<string, unknown>): Promise<{ host: FakeHost; running: Gateway }> => {
  const host = fakeHost(['devices', 'telemetry', 'http-mount', 'commands', 'state']);
  host.names.add(`phone ${phone}`);
  const usual = { messagesPerMinute: 6_000 };
  const running = gateway.create(gateway.config.parse({ ...usual, ...config }), host.context);
  await running.start();
  return { host, running };
};
/** What is handed in is well-formed, whatever came. */
const check = (host: FakeHost) => {
  for (const { columns, raw, key } of host.submitted) {
    expect(columns.sensors).toHaveLength(columns.count);
    expect(raw.length).toBeLessThan(65_536);
    expect((key?.id ?? '').length).toBeLessThanOrEqual(200);
    const faulty = new Set(columns.faults.map(({ index }) => index));
    for (let i = 0; i < columns.count; i += 1) expect(faulty.has(i) || Number.isFinite(columns.values[i])).toBe(true);
  }
};

describe('hostile input', () => {
  it('reads 20,000 texts without a fault of its own', () => {
    const rng = numbers(1);
    for (let i = 0; i < 20_000; i += 1) {
      const { columns } = readCompactText(malformedText(rng));
      expect(columns.sensors).toHaveLength(columns.count);
    }
    expect(outcomes).toContain('quarantined');
  });

  it('answers 4,000 calls: stored, kept aside or refused, each one counted', async () => {
    const { host, running } = await open({ mode: 'kannel', secret });
    const rng = numbers(2);
    let calls = 0;
    let stateOnly = 0;
    while (calls < 4_000) {
      const input = malformed(rng, { phone, secret });
      if (input.kind !== 'call') continue;
      calls += 1;
      const before = host.submitted.length + host.refusals.length;
      const { method, query, headers, body } = input;
      try {
        expect((await host.request('/hook', { method, query, headers, body })).status).toBe(200);
        if (host.submitted.length + host.refusals.length === before) stateOnly += 1;
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        expect([400, 401, 413, 415, 503]).toContain(error.status);
      }
    }
    check(host);
    expect(host.submitted.length).toBeGreaterThan(1_000);
    expect(host.refusals.length).toBeGreaterThan(500);
    // Texts that hold nothing but the battery or the like are neither stored nor refused.
    expect(stateOnly).toBeLessThan(200);
    await running.stop();
  });

  it('outlives 4,000 units on a session, each one answered or the session ended', async () => {
    const centre = await Centre.open();
    const config = { mode: 'smpp', host: '127.0.0.1', port: centre.port, systemId: 'hydrant', password: 'secret' };
    const { host, running } = await open(config);
    const rng = numbers(3);
    for (let sent = 0; sent < 4_000;) {
      const input = malformed(rng, { phone, secret });
      if (input.kind !== 'smpp') continue;
      sent += 1;
      centre.session?.socket.write(input.bytes);
      if (sent % 200 === 0 || centre.session === null) {
        const deadline = Date.now() + 10_000;
        while (centre.session === null && Date.now() < deadline)
          await new Promise((resolve) => setTimeout(resolve, 20));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    // A whole unit may still be waited for, after a length that was scrambled; a new session starts afresh.
    centre.session?.destroy();
    const deadline = Date.now() + 10_000;
    let status = -1;
    while (status !== 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      status = await centre.deliver({ short_message: 'H1 K L=1m' }).catch(() => -1);
    }
    expect(status).toBe(0);
    check(host);
    expect(host.submitted.length).toBeGreaterThan(500);
    expect(host.refusals.length).toBeGreaterThan(500);
    expect(host.failures).toEqual([]);
    await running.stop();
    await centre.close();
  }, 60_000);
});
