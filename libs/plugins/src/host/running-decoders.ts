import type { TelemetryColumns } from '@app/plugin-sdk';
import type { FrameDecoder, KeptFrame } from '@app/telemetry';
import { asColumns } from '../child/child-messages';
import type { PluginRun } from './plugin-code';
import { within } from './within';

const TIMEOUT_MS = 5_000;

/** What runs gateways, and whom they serve. */
export interface GatewayRuns {
  runs(kind: 'gateway'): readonly {
    /** Municipality or region whose devices it serves; null: all. */
    tenantId: number | null;
    protocols: readonly string[];
    run: PluginRun;
  }[];
  /** The tenant that a device belongs to; null for a device that is not active. */
  tenantOf(deviceId: string): number | null;
  /** Whether what is bound to the first tenant serves the second. */
  serves(own: number | null, tenantId: number): boolean;
}

/** Reads kept frames once more by the gateways that run here. */
export class RunningDecoders implements FrameDecoder {
  constructor(private readonly host: GatewayRuns) {}

  /** The answer of the first gateway of the protocol that serves the device and can read the frame; null when none can. */
  async decode(protocol: string, { deviceId, raw, receivedAt }: KeptFrame): Promise<TelemetryColumns | null> {
    const owner = deviceId === null ? null : this.host.tenantOf(deviceId);
    if (owner === null) return null;
    for (const { tenantId, protocols, run } of this.host.runs('gateway')) {
      if (!protocols.includes(protocol) || !run.methods.has('decode') || !this.host.serves(tenantId, owner)) continue;
      try {
        return asColumns(await within(TIMEOUT_MS, run.call('decode', { deviceId, raw, receivedAt }), 'decoding'));
      } catch {
        // Another instance may be able to.
      }
    }
    return null;
  }
}
