import assert from 'node:assert/strict';
import type { Channel, ChannelPlugin, Notification } from './channel';
import { type ConformanceSubject, type TestRunner, lifeCycle, testRunner } from './conformance-kit';
import type { FakeHost } from './fake-context';

/** What a channel plugin gives to its conformance test. */
export interface ChannelSubject extends ConformanceSubject<Channel> {
  plugin: ChannelPlugin;
  /** Makes the far side take messages. @returns what it has taken, as texts */
  accept: (host: FakeHost) => readonly string[];
  /** Makes the far side fail in a way that passes: it does not answer, or says that it is busy. */
  fail: (host: FakeHost) => void;
  /** Makes the far side refuse for good. Left out: it never does. */
  refuse?: (host: FakeHost) => void;
}

/** A message for tests. */
export function sampleNotification(change: Partial<Notification> = {}): Notification {
  return {
    id: '0198c0de-0000-7000-8000-0000000000a1',
    type: 'alarm.raised',
    at: Date.UTC(2026, 0, 2, 3, 4, 5),
    severity: 'high',
    subject: 'Pressure low at Station 7',
    text: 'Pressure fell to 120 kPa; the limit is 180 kPa.',
    url: 'https://water.example/alarms/1',
    data: { sensorCode: 'SENSOR_001', value: 120, unit: 'kPa' },
    recipient: null,
    ...change,
  };
}

/** The rules that every channel keeps. Call it in a test file of the plugin, on any test runner. */
export function channelConformance(subject: ChannelSubject, runner: TestRunner = testRunner()): void {
  const { accept, fail, refuse } = subject;
  const { describe, it } = runner;
  describe('conformance of a channel', () => {
    const { running } = lifeCycle(subject, 'channel', runner);

    it('delivers a message, with its text, and says so', () =>
      running(async (channel, host) => {
        const taken = accept(host);
        const delivery = await channel.deliver(sampleNotification());
        assert.equal(delivery.outcome, 'delivered');
        assert.equal(taken.length, 1);
        assert.ok(taken[0]?.includes('Pressure low at Station 7'), 'the subject is not in what was sent');
      }));

    it('asks for another attempt when the far side fails for now, and delivers then', () =>
      running(async (channel, host) => {
        fail(host);
        const outcome = await channel.deliver(sampleNotification()).then(
          (delivery) => delivery.outcome,
          () => 'retry',
        );
        assert.equal(outcome, 'retry');
        accept(host);
        assert.equal((await channel.deliver(sampleNotification())).outcome, 'delivered');
      }));

    if (refuse !== undefined) {
      it('gives up what the far side refuses for good', () =>
        running(async (channel, host) => {
          refuse(host);
          assert.equal((await channel.deliver(sampleNotification())).outcome, 'failed');
        }));
    }

    it('carries any text: empty, long, right to left, with control characters and markup', () =>
      running(async (channel, host) => {
        accept(host);
        for (const text of ['', 'x'.repeat(20_000), 'ضغط منخفض', 'a\r\nb\0c\u0007', '<b>&"\'</b>', '\u{1F6B0}']) {
          const delivery = await channel.deliver(sampleNotification({ text, subject: text.slice(0, 200) }));
          assert.ok(
            ['delivered', 'failed'].includes(delivery.outcome),
            `"${text.slice(0, 20)}" is neither carried nor refused`,
          );
        }
      }));
  });
}
