import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Channel, defineChannel } from './channel';
import { type Codec, defineCodec } from './codec';
import { channelConformance } from './conformance-channel';
import { codecConformance } from './conformance-codec';
import type { TestRunner } from './conformance-kit';
import type { PluginHealth } from './gateway';

const Config = z.strictObject({ url: z.url() });
const valid = { url: 'https://receiver.example' };

function folderOf(id: string, kind: string): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'hydrant-kit-')), id);
  mkdirSync(folder);
  const manifest = {
    id,
    kind,
    version: '1.0.0',
    sdk: '^1.0.0',
    title: 'Sample',
    entry: 'index',
    capabilities: ['fetch'],
  };
  writeFileSync(path.join(folder, 'plugin.json'), JSON.stringify(manifest));
  return folder;
}

/** Runs a kit by a runner of our own. @returns names of the tests that fail */
async function failures(kit: (runner: TestRunner) => void): Promise<string[]> {
  const tests: [string, () => Promise<void> | void][] = [];
  kit({ describe: (_name, body) => body(), it: (name, body) => void tests.push([name, body]) });
  expect(tests.length).toBeGreaterThan(7);
  const failed: string[] = [];
  for (const [name, body] of tests) {
    await Promise.resolve()
      .then(body)
      .catch(() => failed.push(name));
  }
  return failed;
}

class Life {
  private running = false;
  async start(): Promise<void> {
    this.running = true;
  }
  async stop(): Promise<void> {
    this.running = false;
  }
  async health(): Promise<PluginHealth> {
    return { status: this.running ? 'up' : 'down' };
  }
}

/** Not real: the plugins. */
describe('the conformance kits', () => {
  const channel = (change: (good: Channel) => Partial<Channel> = () => ({})) => {
    const plugin = defineChannel(Config, (_config, context) => {
      const good: Channel = Object.assign(new Life(), {
        async deliver({ subject }: { subject: string }) {
          const { status } = await context.fetch.request({ method: 'POST', url: valid.url, body: subject });
          if (status < 300) return { outcome: 'delivered', reference: null } as const;
          return status < 500
            ? ({ outcome: 'failed', reason: 'no' } as const)
            : ({ outcome: 'retry', reason: 'later', retryAfterS: null } as const);
        },
      });
      return Object.assign(good, change(good));
    });
    const answer = (status: number) => async () => ({ status, headers: {}, body: Buffer.alloc(0) });
    return failures((runner) =>
      channelConformance(
        {
          folder: folderOf('channel-kit', 'channel'),
          plugin,
          valid,
          invalid: [{ url: 'x' }],
          accept(host) {
            const taken: string[] = [];
            host.onFetch = async ({ body }) => (taken.push(String(body)), answer(200)());
            return taken;
          },
          fail: (host) => void (host.onFetch = answer(500)),
          refuse: (host) => void (host.onFetch = answer(400)),
        },
        runner,
      ),
    );
  };
  const codec = (decode: Codec['decode'], more: Partial<Codec> = {}) =>
    failures((runner) =>
      codecConformance(
        {
          folder: folderOf('codec-kit', 'codec'),
          plugin: defineCodec(Config, () => Object.assign(new Life(), { decode }, more)),
          valid,
          invalid: [],
          vectors: [
            {
              frame: { bytes: Uint8Array.of(7), fPort: 1, receivedAt: 0 },
              values: [{ channel: 'a', value: 7, unit: '', time: Number.NaN }],
            },
          ],
          broken: [{ bytes: Uint8Array.of(), fPort: 1, receivedAt: 0 }],
        },
        runner,
      ),
    );
  const read: Codec['decode'] = async ({ bytes }) => {
    if (bytes.length !== 1) throw new Error('One byte is needed');
    return { values: [{ channel: 'a', value: bytes[0] as number, unit: '', time: Number.NaN }], warnings: [] };
  };

  it('pass a good channel and a good codec', async () => {
    expect(await channel()).toEqual([]);
    expect(await codec(read)).toEqual([]);
  });

  it('find a channel that says it delivered what it did not, or gives up what would work later', async () => {
    const lies = await channel(() => ({ deliver: async () => ({ outcome: 'delivered', reference: null }) }));
    expect(lies).toEqual([
      'delivers a message, with its text, and says so',
      'asks for another attempt when the far side fails for now, and delivers then',
      'gives up what the far side refuses for good',
    ]);
    const hasty = await channel((good) => {
      const { deliver } = { deliver: good.deliver.bind(good) };
      return {
        deliver: async (notification) => {
          const delivery = await deliver(notification);
          return delivery.outcome === 'retry' ? { outcome: 'failed', reason: 'no' } : delivery;
        },
      };
    });
    expect(hasty).toEqual(['asks for another attempt when the far side fails for now, and delivers then']);
  });

  it('find a plugin that is up before its start and after its end', async () => {
    const failed = await channel(() => ({ health: async () => ({ status: 'up' }) }));
    expect(failed).toEqual([
      'does nothing before it is started, and is not up then',
      'starts, is up, stops twice without a fault, and is not up then',
    ]);
  });

  it('find a codec that reads anything, gives no number, or spoils the bytes', async () => {
    const anything: Codec['decode'] = async ({ bytes }) => {
      const value = bytes[0] === undefined ? Number.NaN : bytes[0];
      bytes.fill(0);
      return { values: [{ channel: 'a', value, unit: '', time: Number.NaN }], warnings: [] };
    };
    expect(await codec(anything)).toEqual([
      'reads its payloads, the same at each time, and leaves the bytes as they are',
      'refuses what it cannot read, with a reason',
      'reads or refuses any bytes, and gives finite numbers',
    ]);
  });
});
