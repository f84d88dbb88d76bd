import { createHash } from 'node:crypto';
import type { CommandProgress } from '@app/plugin-sdk';

/** An uplink with application payload. */
export interface Uplink {
  kind: 'uplink';
  /** 16 lower-case hex digits */
  devEui: string;
  fPort: number;
  payload: Uint8Array;
  /** What the network server's own decoder found; null: it has none. */
  object: Record<string, unknown> | null;
  /** The network's mark of this uplink. */
  mark: string;
  /** Its mark if the counter in `mark` has begun anew, as the network allows some devices; null: it cannot. */
  markAnew: string | null;
  /** When a gateway, or else the network server, received it, Unix ms; NaN: not told */
  time: number;
  /** Of the gateway that heard it best, dBm; null: not told */
  rssi: number | null;
  /** Charge, % */
  batteryPercent: number | null;
  /** The network server has not got the key of the payload. */
  encrypted: boolean;
  /** Where orders to the device are sent: names at the network server. */
  route: Route | null;
}

/** Names of a device at its network server. */
export interface Route {
  application: string;
  /** The Things Stack: device id; ChirpStack: DevEUI. */
  device: string;
}

/** Something about a device, without readings: it joined, it was heard, it told its charge. */
export interface StateEvent {
  kind: 'state';
  devEui: string;
  /** Charge, % */
  batteryPercent: number | null;
  /** dBm */
  rssi: number | null;
  route: Route | null;
}

/** What a network server tells, as far as it matters here. */
export type NetworkEvent =
  | Uplink
  | StateEvent
  | { kind: 'order'; orderId: string | null; progress: CommandProgress; detail: string }
  /** Nothing to do. */
  | { kind: 'other'; what: string };

/** An event that cannot be used. */
export class EventFault extends Error {
  override readonly name = 'EventFault';

  constructor(
    /** For the ledger: a few words joined by hyphens. */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** SHA-256 of what was sent, hex. */
export function digestOf({ payload, fPort }: Pick<Uplink, 'payload' | 'fPort'>): string {
  return createHash('sha256').update(Uint8Array.of(fPort)).update(payload).digest('hex');
}
