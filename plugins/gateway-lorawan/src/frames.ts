import { createHash } from 'node:crypto';
import type { GatewayContext } from '@app/plugin-sdk';
import { type SessionKeys, type DataFrame, decrypted, provenCounter, proves, readFrame, sessionKeys } from './frame';
import { type Json, earliest, euiIn, numberIn, objectsIn, payloadIn, strongest, timeIn } from './json';
import { EventFault, type NetworkEvent } from './network-event';

interface Holder {
  devEui: string;
  keys: SessionKeys;
}

const LOOK_AGAIN_MS = 1_000;
const MAX_COUNTER = 0xffff_ffff;

/** What a raw frame was, and the counter to remember once it is stored. */
export interface ReadFrame {
  event: NetworkEvent;
  /** To be called after the frame's readings are stored. */
  remember: () => Promise<void>;
}

/**
 * Raw frames of a network of one's own: `{"phyPayload": base64, "devEui"?, "rxInfo"?: [{rssi, time}]}`. The device is the
 * one whose keys prove the frame's MIC; its counter must not fall.
 */
export class Frames {
  private holders = new Map<string, Holder[]>();
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: GatewayContext) {}

  /** @throws {EventFault} */
  async read(event: Json): Promise<ReadFrame> {
    const frame = frameIn(event);
    const candidates = await this.candidates(event, frame);
    const read = await this.readAs(event, frame, candidates);
    if (read !== null) return read;
    // Keys may have been replaced, or a second device may have got the address.
    if (event.devEui === undefined && candidates.length > 0 && this.mayLook) {
      await this.look();
      const again = await this.readAs(event, frame, this.holders.get(frame.devAddr) ?? []);
      if (again !== null) return again;
    }
    throw new EventFault('bad-mic', 'No device with this address has keys that prove the frame');
  }

  /** @returns null when none of them has keys that prove it @throws {EventFault} */
  private async readAs(event: Json, frame: DataFrame, candidates: readonly Holder[]): Promise<ReadFrame | null> {
    const stale: string[] = [];
    for (const holder of candidates) {
      const name = stateKey(holder);
      const last = await this.lastOf(name);
      const counter = provenCounter(frame, holder.keys, last);
      if (counter === null) {
        if (last >= 0 && provedBefore(frame, holder.keys, last)) stale.push(holder.devEui);
        continue;
      }
      const remember = async () => {
        if (counter > (await this.lastOf(name))) await this.context.state.put(name, bytesOf(counter));
      };
      const read = eventOf(event, frame, holder, counter);
      // Another gateway has forwarded it too: it is stored already.
      return { event: counter === last ? heardAgain(read) : read, remember };
    }
    if (stale.length > 0)
      throw new EventFault('old-counter', 'The counter of the frame is older than one that was taken');
    return null;
  }

  /** Reads a kept frame once more; its counter was checked when it came. @throws {EventFault} */
  async readKept(event: Json): Promise<NetworkEvent> {
    const frame = frameIn(event);
    for (const holder of await this.candidates(event, frame)) {
      const last = await this.lastOf(stateKey(holder));
      const counter = proves(frame, holder.keys, upTo(frame, last))
        ? upTo(frame, last)
        : provenCounter(frame, holder.keys, -1);
      if (counter !== null) return eventOf(event, frame, holder, counter);
    }
    throw new EventFault('bad-mic', 'No device with this address has keys that prove the frame');
  }

  private async candidates(event: Json, { devAddr }: DataFrame): Promise<Holder[]> {
    if (event.devEui !== undefined) {
      const holder = await this.holderOf(euiIn(event.devEui));
      return holder?.keys.devAddr === devAddr ? [holder] : [];
    }
    const known = this.holders.get(devAddr);
    if (known !== undefined || !this.mayLook) return known ?? [];
    await this.look();
    return this.holders.get(devAddr) ?? [];
  }

  private get mayLook(): boolean {
    return this.context.clock.now() >= this.lookedAt + LOOK_AGAIN_MS;
  }

  /** Frames name the address of their session only: who has which is found by asking for all keys. */
  private async look(): Promise<void> {
    this.lookedAt = this.context.clock.now();
    const found = new Map<string, Holder[]>();
    for (const { name } of await this.context.devices.identities('eui')) {
      const holder = await this.holderOf(name);
      if (holder !== null) found.set(holder.keys.devAddr, [...(found.get(holder.keys.devAddr) ?? []), holder]);
    }
    this.holders = found;
  }

  private async holderOf(devEui: string): Promise<Holder | null> {
    const found = await this.context.devices.secretOf('lorawan', devEui);
    const keys = found === null ? null : sessionKeys(found.secret);
    return keys === null ? null : { devEui, keys };
  }

  /** -1: none was taken. */
  private async lastOf(name: string): Promise<number> {
    const value = await this.context.state.get(name);
    return value === null ? -1 : Buffer.from(value).readUInt32BE(0);
  }
}

function frameIn(event: Json): DataFrame {
  const bytes = payloadIn(event.phyPayload);
  if (bytes === null) throw new EventFault('unreadable', 'The event has no phyPayload');
  return readFrame(bytes);
}

function eventOf(event: Json, frame: DataFrame, { devEui, keys }: Holder, counter: number): NetworkEvent {
  const heard = objectsIn(event.rxInfo);
  const rssi = strongest(heard.map(({ rssi: each }) => numberIn(each)));
  const { fPort, devAddr } = frame;
  const payload = fPort === null || fPort === 0 ? null : decrypted(frame, keys, counter);
  if (fPort === null || fPort === 0 || payload === null || payload.length === 0) {
    return { kind: 'state', devEui, batteryPercent: null, rssi, route: null };
  }
  return {
    kind: 'uplink',
    devEui,
    fPort,
    payload,
    object: null,
    mark: `${devAddr}:${counter}:${keyMark(keys)}`,
    markAnew: null,
    time: earliest(heard.map(({ gwTime, time }) => earliest([timeIn(gwTime), timeIn(time)]))),
    rssi,
    batteryPercent: null,
    encrypted: false,
    route: null,
  };
}

function heardAgain(event: NetworkEvent): NetworkEvent {
  if (event.kind !== 'uplink') return event;
  const { devEui, rssi, route } = event;
  return { kind: 'state', devEui, batteryPercent: null, rssi, route };
}

/** A new session, with new keys, counts from the beginning. */
function stateKey({ devEui, keys }: Holder): string {
  return `counter:${devEui}:${keys.devAddr}:${keyMark(keys)}`;
}

function keyMark({ nwkSKey }: SessionKeys): string {
  return createHash('sha256').update(nwkSKey).digest('hex').slice(0, 16);
}

function bytesOf(counter: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(counter % (MAX_COUNTER + 1));
  return bytes;
}

/** The newest counter with the frame's lower half that is not above `last`. */
function upTo({ fCnt16 }: DataFrame, last: number): number {
  const span = 0x1_0000;
  const upper = Math.floor(Math.max(0, last) / span);
  const same = upper * span + fCnt16;
  return same <= last || upper === 0 ? same : same - span;
}

function provedBefore(frame: DataFrame, keys: SessionKeys, last: number): boolean {
  return proves(frame, keys, upTo(frame, last));
}
