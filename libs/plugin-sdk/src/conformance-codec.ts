import assert from 'node:assert/strict';
import type { Codec, CodecPlugin } from './codec';
import type { DecodedValue, UplinkFrame } from './codec-library';
import { type ConformanceSubject, type TestRunner, lifeCycle, same, testRunner } from './conformance-kit';

/** What a codec plugin gives to its conformance test. */
export interface CodecSubject extends ConformanceSubject<Codec> {
  plugin: CodecPlugin;
  /** Payloads and what they hold. */
  vectors: { frame: UplinkFrame; values: DecodedValue[] }[];
  /** Payloads that must be refused. */
  broken: UplinkFrame[];
}

/** The rules that every codec keeps. Call it in a test file of the plugin, on any test runner. */
export function codecConformance(subject: CodecSubject, runner: TestRunner = testRunner()): void {
  const { vectors, broken } = subject;
  const { describe, it } = runner;
  describe('conformance of a codec', () => {
    const { running } = lifeCycle(subject, 'codec', runner);

    it('reads its payloads, the same at each time, and leaves the bytes as they are', () =>
      running(async (codec) => {
        assert.ok(vectors.length > 0, 'give it at least one payload');
        for (const { frame, values } of vectors) {
          const before = [...frame.bytes];
          same((await codec.decode(frame)).values, values);
          same((await codec.decode(frame)).values, values);
          same([...frame.bytes], before);
        }
      }));

    it('refuses what it cannot read, with a reason', () =>
      running(async (codec) => {
        for (const frame of broken) {
          await assert.rejects(
            () => codec.decode(frame),
            (error: Error) => error.message.length > 0,
            `${Buffer.from(frame.bytes).toString('hex')} is read`,
          );
        }
      }));

    it('reads or refuses any bytes, and gives finite numbers', () =>
      running(async (codec) => {
        for (let length = 0; length < 64; length += 1) {
          const bytes = Uint8Array.from({ length }, (_each, index) => (index * 37 + length * 101) & 255);
          const read = await codec.decode({ bytes, fPort: 1, receivedAt: 0 }).catch(() => ({ values: [] }));
          for (const { channel, value } of read.values) {
            assert.ok(channel !== '' && Number.isFinite(value), `${Buffer.from(bytes).toString('hex')} gives ${value}`);
          }
        }
      }));
  });
}
