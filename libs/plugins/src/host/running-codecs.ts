import type { CodecLibrary, DecodedValue, DecodeResult, UplinkFrame } from '@app/plugin-sdk';
import type { PluginRun } from './plugin-code';
import { within } from './within';

const TIMEOUT_MS = 5_000;
const MAX_VALUES = 1_000;
const MAX_NAME = 128;

/** A codec plugin that runs here. */
interface CodecRun {
  /** Id of its instance, by which devices are set to it. */
  instance: string;
  /** Municipality or region whose devices it serves; null: all. */
  tenantId: number | null;
  run: PluginRun;
}

/** What the codecs of plugins need to know. */
export interface CodecRuns {
  codecs(): readonly CodecRun[];
  /** The codec that a device is set to, and the tenant it belongs to; null for a device that is not active. */
  deviceOf(deviceId: string): { codec: string | null; tenantId: number } | null;
  /** Whether what is bound to the first tenant serves the second. */
  serves(own: number | null, tenantId: number): boolean;
}

/** The codecs of the installation together with those that plugins bring. */
export class RunningCodecs implements CodecLibrary {
  constructor(
    private readonly host: CodecRuns,
    private readonly kept: CodecLibrary,
  ) {}

  async decode(deviceId: string, frame: UplinkFrame): Promise<DecodeResult> {
    const codec = this.codecOf(deviceId);
    if (codec === undefined) return this.kept.decode(deviceId, frame);
    try {
      return asDecoded(await within(TIMEOUT_MS, codec.run.call('decode', frame), 'decoding'));
    } catch (error) {
      return { ok: false, error: (error as Error).message };
    }
  }

  async encode(
    deviceId: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<{ bytes: Uint8Array; fPort: number }> {
    const codec = this.codecOf(deviceId);
    if (codec === undefined) return this.kept.encode(deviceId, data);
    const answer = (await within(TIMEOUT_MS, codec.run.call('encode', data), 'encoding')) as Record<string, unknown>;
    const { bytes, fPort } = answer ?? {};
    if (!(bytes instanceof Uint8Array) || typeof fPort !== 'number') throw new Error('The codec wrote no order');
    return { bytes, fPort };
  }

  private codecOf(deviceId: string): CodecRun | undefined {
    const device = this.host.deviceOf(deviceId);
    if (device === null || device.codec === null) return undefined;
    const { codec, tenantId } = device;
    return this.host.codecs().find((one) => one.instance === codec && this.host.serves(one.tenantId, tenantId));
  }
}

/** What a plugin says is looked at before it is believed. */
function asDecoded(answer: unknown): DecodeResult {
  const { values, warnings } = (answer ?? {}) as { values?: unknown; warnings?: unknown };
  if (!Array.isArray(values) || values.length > MAX_VALUES || !values.every(isValue)) {
    return { ok: false, error: 'The codec answered something else than values' };
  }
  const said = Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string').slice(0, 20) : [];
  return { ok: true, values, warnings: said };
}

function isValue(given: unknown): given is DecodedValue {
  const { channel, value, unit, time } = (given ?? {}) as Partial<Record<keyof DecodedValue, unknown>>;
  return (
    typeof channel === 'string' &&
    channel !== '' &&
    channel.length <= MAX_NAME &&
    Number.isFinite(value) &&
    typeof unit === 'string' &&
    typeof time === 'number'
  );
}
