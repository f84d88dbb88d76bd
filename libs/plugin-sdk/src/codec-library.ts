import type { DeviceState } from './devices';

/** An uplink as a codec reads it. */
export interface UplinkFrame {
  bytes: Uint8Array;
  /** LoRaWAN port, 1..223; 0 where the protocol has none. */
  fPort: number;
  /** Unix ms. */
  receivedAt: number;
}

/** One value that a codec found. */
export interface DecodedValue {
  /** What the device calls it; matched with the channels of its sensors. */
  channel: string;
  value: number;
  /** '' when the payload names none. */
  unit: string;
  /** Unix ms; NaN: the time of the message. */
  time: number;
}

/** What came out of decoding. */
export type DecodeResult =
  | {
      ok: true;
      values: DecodedValue[];
      warnings: string[];
      /** What the payload says of the device itself. */
      state?: Pick<DeviceState, 'batteryPercent' | 'signalDbm'>;
    }
  /** The codec said so, broke, or was stopped at one of its limits: the text names the codec and the cause. */
  | { ok: false; error: string };

/** Capability `codecs`: payload codecs that the installation keeps for devices. */
export interface CodecLibrary {
  /** Decodes by the codec that is set for the device. */
  decode(deviceId: string, frame: UplinkFrame): Promise<DecodeResult>;
  /** Turns a structured order into bytes by the codec that is set for the device. @throws with the codec's error */
  encode(deviceId: string, data: Readonly<Record<string, unknown>>): Promise<{ bytes: Uint8Array; fPort: number }>;
}
