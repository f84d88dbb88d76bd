import { createHash } from 'node:crypto';
import type { DeviceIdentity } from '../device-link';

/** What a device needs to know to speak any of the protocols. */
export interface LinkDevice extends DeviceIdentity {
  /** What the device calls its sensors, by code. */
  readonly channels: ReadonlyMap<string, string>;
}

/** Names of channels, in the order of the device's sensors: `c1`, `c2` ... */
export function channelsOf(codes: readonly string[]): Map<string, string> {
  return new Map(codes.map((code, index) => [code, `c${index + 1}`]));
}

/** LoRaWAN DevEUI of a simulated device, 16 hexadecimal digits; locally administered, made from its id. */
export function euiOf(deviceId: string): string {
  const bytes = digest(`eui ${deviceId}`).subarray(0, 8);
  bytes[0] = ((bytes[0] as number) & 0xfc) | 0x02;
  return bytes.toString('hex');
}

/** Number of a simulated device: +999 is assigned to no country. */
export function phoneOf(deviceId: string): string {
  const number = digest(`phone ${deviceId}`).readBigUInt64BE() % 100_000_000_000n;
  return `+999${number.toString().padStart(11, '0')}`;
}

/** A UUID made from a text, so that a repeat of a message has the same. */
export function uuidOf(text: string): string {
  const hex = digest(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
