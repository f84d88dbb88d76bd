/** Who the connections say they are, where they log in. */
export interface KnownDevice {
  deviceId: string;
  token: string;
}

/** First byte of a packet. */
const CONNECT = 0x10;
const PUBLISH = 0x30;
const PUBREL = 0x62;
const SUBSCRIBE = 0x82;
const UNSUBSCRIBE = 0xa2;
const PINGREQ = 0xc0;
const DISCONNECT = 0xe0;

/** A packet with its length. */
export function packet(first: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

export function number(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

/** A good CONNECT of MQTT 3.1.1. */
export function connectPacket({ deviceId, token }: KnownDevice): Buffer {
  const head = Buffer.concat([text('MQTT'), Buffer.from([4, 0xc2]), number(60)]);
  return packet(CONNECT, head, text(deviceId), text(deviceId), text(token));
}

/**
 * All that a connection sends: wrong in some way, or looking so. Packets before, without and after a good CONNECT, with
 * bytes changed, cut, added or repeated, lengths that lie, topics and flags that must not be.
 * @param rng - random number from 0 up to, but not including, 1
 */
export function malformed(rng: () => number, device: KnownDevice): Buffer {
  const below = (limit: number) => Math.floor(rng() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const noise = (most: number) => Buffer.from(Array.from({ length: below(most) }, () => below(256)));
  const { deviceId } = device;
  const topics = [
    `wm/v1/${deviceId}/up`,
    `wm/v1/${deviceId}/status`,
    `wm/v1/${deviceId}/down`,
    'wm/v1/+/status',
    '#',
    '',
    '$SYS/x',
    '$share/x/wm/v1/+/up',
    `${'a/'.repeat(60)}a`,
    '\0',
    '__proto__',
  ];
  const payloads = [
    Buffer.from('{"sensor_id":"A","value":1,"unit":"bar"}'),
    Buffer.from('{"ack":{"id":"0198c0de-0000-7000-8000-0000000000c1","ok":true}}'),
    Buffer.from('offline'),
    Buffer.alloc(0),
    Buffer.from('['.repeat(500)),
  ];
  const one = (): Buffer => {
    switch (below(8)) {
      case 0: {
        const qos = below(4);
        const flags = (qos << 1) | (rng() < 0.3 ? 1 : 0) | (rng() < 0.2 ? 8 : 0);
        const id = qos === 0 ? Buffer.alloc(0) : number(below(3));
        return packet(PUBLISH | flags, text(pick(topics)), id, rng() < 0.3 ? noise(200) : pick(payloads));
      }
      case 1:
        return packet(SUBSCRIBE, number(below(5)), text(pick(topics)), Buffer.from([below(5)]));
      case 2:
        return packet(UNSUBSCRIBE, number(below(5)), text(pick(topics)));
      case 3:
        return packet(PUBREL, number(below(70_000)));
      case 4:
        return packet(pick([PINGREQ, DISCONNECT, 0x00, 0xf0, 0x20, 0x40, 0x90]), noise(4));
      case 5:
        return connectPacket(device);
      case 6:
        // Announces more than will come.
        return Buffer.from([PUBLISH | 2, 0xff, 0xff, 0xff, below(256)]);
      default:
        return noise(100);
    }
  };
  const packets = Array.from({ length: 1 + below(6) }, one);
  const bytes = Buffer.concat(rng() < 0.8 ? [connectPacket(device), ...packets] : packets);
  if (rng() < 0.4) for (let n = below(4); n >= 0; n -= 1) bytes[below(bytes.length)] = below(256);
  return rng() < 0.2 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}
