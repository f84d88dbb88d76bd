import assert from 'node:assert/strict';
import { type ConformanceSubject, type TestRunner, lifeCycle, same, testRunner } from './conformance-kit';
import type { FakeHost } from './fake-context';
import type { Gateway, GatewayPlugin } from './gateway';

/** What a gateway plugin gives to its conformance test. */
export interface GatewaySubject extends ConformanceSubject<Gateway> {
  plugin: GatewayPlugin;
  /** Sends one message to a running gateway as the fake host's device would. @throws when it is not acknowledged */
  send: (gateway: Gateway, host: FakeHost) => Promise<void>;
}

/**
 * The rules that every gateway keeps, whoever wrote it. Call it in a test file of the plugin; it runs on Jest, Vitest,
 * Mocha and `node --test`.
 */
export function gatewayConformance(subject: GatewaySubject, runner: TestRunner = testRunner()): void {
  const { send } = subject;
  const { describe, it } = runner;
  describe('conformance of a gateway', () => {
    const { running } = lifeCycle(subject, 'gateway', runner);

    it('hands in what it is sent, with the bytes and the authenticated device', () =>
      running(async (gateway, host) => {
        await send(gateway, host);
        assert.equal(host.submitted.length, 1);
        const [message] = host.submitted;
        assert.equal(message?.deviceId, host.device.deviceId);
        assert.ok(message !== undefined && message.raw.length > 0);
        same(structuredClone(message), message);
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
        assert.ok(stored, 'it acknowledged a message that was not stored yet');
      }));

    it('does not acknowledge what the host could not store, and goes on', () =>
      running(async (gateway, host) => {
        const store = host.onSubmit;
        host.onSubmit = () => Promise.reject(new Error('The host failed'));
        await assert.rejects(() => send(gateway, host), 'it acknowledged a message that was not stored');
        host.onSubmit = store;
        await send(gateway, host);
        assert.equal((await gateway.health()).status, 'up');
      }));

    it('hands in alone what the host does not take in a group', () =>
      running(async (gateway, host) => {
        host.takesGroups = false;
        await send(gateway, host);
        assert.equal(host.submitted.length, 1);
      }));

    it('lets nobody in whose credential was revoked', () =>
      running(async (gateway, host) => {
        host.revoke();
        await assert.rejects(() => send(gateway, host), 'it acknowledged a message of a revoked device');
        same(host.submitted, []);
      }));
  });
}
