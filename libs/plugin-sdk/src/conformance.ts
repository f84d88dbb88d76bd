import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FakeHost, fakeHost } from './fake-context';
import type { Gateway, GatewayPlugin } from './gateway';
import { parseManifest } from './manifest';
import { SDK_VERSION, satisfies } from './version';

/** What a gateway plugin gives to its conformance test. */
export interface GatewaySubject {
  /** Folder that holds `plugin.json`. */
  folder: string;
  plugin: GatewayPlugin;
  /** A configuration that works on the machine that runs the test. */
  valid: unknown;
  /** Configurations that must be refused. */
  invalid: unknown[];
  /** Gives the fake host what the gateway needs to know its device: names, secrets. */
  prepare?: (host: FakeHost) => void;
  /** Sends one message to a running gateway as the fake host's device would. */
  send: (gateway: Gateway, host: FakeHost) => Promise<void>;
}

/** The rules that every gateway keeps, whoever wrote it. Call it in a spec file of the plugin; runs on Jest. */
export function gatewayConformance({ folder, plugin, valid, invalid, prepare, send }: GatewaySubject): void {
  const manifest = () => parseManifest(readFileSync(path.join(folder, 'plugin.json'), 'utf8'));
  const make = () => {
    const host = fakeHost(manifest().capabilities);
    prepare?.(host);
    return { host, gateway: plugin.create(plugin.config.parse(valid), host.context) };
  };
  const running = async (action: (gateway: Gateway, host: FakeHost) => Promise<void>) => {
    const { host, gateway } = make();
    await gateway.start();
    try {
      await action(gateway, host);
    } finally {
      await gateway.stop();
    }
  };

  describe('conformance of a gateway', () => {
    it('has a manifest with the name of its folder that fits this SDK', () => {
      expect(manifest()).toMatchObject({ kind: 'gateway', id: path.basename(folder) });
      expect(satisfies(SDK_VERSION, manifest().sdk)).toBe(true);
    });

    it('takes a valid configuration and refuses invalid ones', () => {
      expect(plugin.config.safeParse(valid).success).toBe(true);
      for (const config of [...invalid, null, 'text', { unknownField: 1 }]) {
        expect([config, plugin.config.safeParse(config).success]).toEqual([config, false]);
      }
    });

    it('does nothing before it is started, and is not up then', async () => {
      const { host, gateway } = make();
      expect(host.calls).toEqual([]);
      expect((await gateway.health()).status).not.toBe('up');
      await gateway.stop();
    });

    it('starts, is up, stops twice without a fault, and is not up then', async () => {
      const { gateway } = make();
      await gateway.start();
      expect((await gateway.health()).status).toBe('up');
      await gateway.stop();
      await gateway.stop();
      expect((await gateway.health()).status).not.toBe('up');
    });

    it('can run again after it was stopped, as another instance', async () => {
      await running(async (gateway) => expect((await gateway.health()).status).toBe('up'));
      await running(async (gateway) => expect((await gateway.health()).status).toBe('up'));
    });

    it('hands in what it is sent, with the bytes and the authenticated device', () =>
      running(async (gateway, host) => {
        await send(gateway, host);
        expect(host.submitted).toHaveLength(1);
        const [message] = host.submitted;
        expect(message?.deviceId).toBe(host.device.deviceId);
        expect(message?.raw.length).toBeGreaterThan(0);
        expect(structuredClone(message)).toEqual(message);
      }));

    it('acknowledges only after the host has stored', () =>
      running(async (gateway, host) => {
        const store = host.onSubmit;
        let stored = false;
        host.onSubmit = async (message) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          stored = true;
          return store(message);
        };
        await send(gateway, host);
        expect(stored).toBe(true);
      }));

    it('does not acknowledge what the host could not store, and goes on', () =>
      running(async (gateway, host) => {
        const store = host.onSubmit;
        host.onSubmit = () => Promise.reject(new Error('The host failed'));
        await expect(send(gateway, host)).rejects.toThrow();
        host.onSubmit = store;
        await send(gateway, host);
        expect((await gateway.health()).status).toBe('up');
      }));

    it('lets nobody in whose credential was revoked', () =>
      running(async (gateway, host) => {
        host.revoke();
        await expect(send(gateway, host)).rejects.toThrow();
        expect(host.submitted).toEqual([]);
      }));
  });
}
