import lora from 'lora-packet';
import { EventFault } from './network-event';

/** Session keys of a device whose frames come raw. */
export interface SessionKeys {
  /** 8 lower-case hex digits */
  devAddr: string;
  nwkSKey: Buffer;
  appSKey: Buffer;
}

export interface DataFrame {
  devAddr: string;
  /** Lower 16 bits of the counter. */
  fCnt16: number;
  /** Null: it carries no payload. */
  fPort: number | null;
  packet: ReturnType<typeof lora.fromWire>;
}

/** MHDR, device address, control, counter and MIC. */
const SHORTEST = 12;
const LONGEST = 255;
const COUNTER_SPAN = 0x1_0000;
const FIRST_LOOK = 16;

/** Reads a frame's outside. @throws {EventFault} */
export function readFrame(bytes: Uint8Array): DataFrame {
  if (bytes.length < SHORTEST || bytes.length > LONGEST) {
    throw new EventFault('bad-frame', `A frame of ${bytes.length} bytes`);
  }
  const header = bytes[0] as number;
  const type = header >> 5;
  if ((header & 0b11) !== 0) throw new EventFault('bad-frame', 'Not of LoRaWAN R1');
  if (type !== 2 && type !== 4) throw new EventFault('no-data-frame', `Frames of type ${type} are not read`);
  const optionBytes = (bytes[5] as number) & 0x0f;
  if (bytes.length < SHORTEST + optionBytes) throw new EventFault('bad-frame', 'Its options are longer than the frame');
  let packet: DataFrame['packet'];
  try {
    packet = lora.fromWire(Buffer.from(bytes));
  } catch (error) {
    throw new EventFault('bad-frame', `Not a LoRaWAN frame: ${(error as Error).message}`);
  }
  const fPort = packet.FPort?.[0] ?? null;
  if (fPort === 0 && optionBytes > 0) throw new EventFault('bad-frame', 'Port 0 beside options');
  const fCnt16 = packet.FCnt?.readUInt16BE(0) ?? 0;
  return { devAddr: packet.DevAddr?.toString('hex') ?? '', fCnt16, fPort, packet };
}

/**
 * Finds the whole counter of a frame: the next one that the lower half allows and the MIC proves.
 * @param last - counter of the newest frame that was taken; -1: none
 * @returns null when the MIC fits none: not sent by this device, altered, or repeated from long ago
 */
export function provenCounter(
  { packet, fCnt16 }: DataFrame,
  { nwkSKey, appSKey }: SessionKeys,
  last: number,
): number | null {
  const upper = Math.floor(Math.max(0, last) / COUNTER_SPAN);
  // A device that is new here may have counted for years.
  const span = last < 0 ? FIRST_LOOK : 2;
  for (let high = upper; high < upper + span; high += 1) {
    const counter = high * COUNTER_SPAN + fCnt16;
    if (counter >= last && high < COUNTER_SPAN && lora.verifyMIC(packet, nwkSKey, appSKey, halfOf(counter)))
      return counter;
  }
  return null;
}

/** Whether the MIC proves exactly this counter. */
export function proves({ packet }: DataFrame, { nwkSKey, appSKey }: SessionKeys, counter: number): boolean {
  return lora.verifyMIC(packet, nwkSKey, appSKey, halfOf(counter));
}

/** The payload in the clear. Only for frames whose MIC was checked. */
export function decrypted({ packet }: DataFrame, { nwkSKey, appSKey }: SessionKeys, counter: number): Uint8Array {
  if ((packet.FRMPayload?.length ?? 0) === 0) return Buffer.alloc(0);
  return lora.decrypt(packet, appSKey, nwkSKey, halfOf(counter));
}

/** Upper half of a counter, little endian, as the library wants it. */
function halfOf(counter: number): Buffer {
  const half = Buffer.alloc(2);
  half.writeUInt16LE(Math.floor(counter / COUNTER_SPAN));
  return half;
}

/** @param secret - JSON that is kept for the device @returns null when it holds no session keys */
export function sessionKeys(secret: Uint8Array): SessionKeys | null {
  const { devAddr, nwkSKey, appSKey } = JSON.parse(Buffer.from(secret).toString()) as Record<
    string,
    string | undefined
  >;
  if (devAddr === undefined || nwkSKey === undefined || appSKey === undefined) return null;
  return { devAddr: devAddr.toLowerCase(), nwkSKey: Buffer.from(nwkSKey, 'hex'), appSKey: Buffer.from(appSKey, 'hex') };
}
