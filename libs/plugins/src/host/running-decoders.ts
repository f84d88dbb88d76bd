import type { TelemetryColumns } from '@app/plugin-sdk';
import type { FrameDecoder, KeptFrame } from '@app/telemetry';
import { asColumns } from '../child/child-messages';
import type { PluginRun } from './plugin-code';
import { within } from './within';

const TIMEOUT_MS = 5_000;

/** What runs gateways. */
export interface GatewayRuns {
  runs(kind: 'gateway'): readonly { protocols: readonly string[]; run: PluginRun }[];
}

/** Reads kept frames once more by the gateways that run here. */
export class RunningDecoders implements FrameDecoder {
  constructor(private readonly host: GatewayRuns) {}

  /** The answer of the first gateway of the protocol that can read the frame; null when none can. */
  async decode(protocol: string, { deviceId, raw, receivedAt }: KeptFrame): Promise<TelemetryColumns | null> {
    if (deviceId === null) return null;
    for (const { protocols, run } of this.host.runs('gateway')) {
      if (!protocols.includes(protocol) || !run.methods.has('decode')) continue;
      try {
        return asColumns(await within(TIMEOUT_MS, run.call('decode', { deviceId, raw, receivedAt }), 'decoding'));
      } catch {
        // Another instance may be able to.
      }
    }
    return null;
  }
}
