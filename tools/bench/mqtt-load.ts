import { type SeededDevice, sensorCode } from './seed-devices';

/** What a run of the publishers is told, as JSON on its standard input. */
export interface PublishTask {
  port: number;
  devices: SeededDevice[];
  /** Readings of each device; each has a message of its own, and a second of its own. */
  messagesEach: number;
  /** Time of the first reading, Unix ms; 0: the time of sending, to the millisecond. */
  start: number;
  /** Messages of one device that wait for their acknowledgement at a time. */
  window: number;
  /** Messages a second over all devices; 0: as many as are acknowledged. */
  perSecond: number;
}

/** What it found, as JSON on its standard output. */
export interface PublishResult {
  messages: number;
  /** From the first message to the last acknowledgement. */
  seconds: number;
  /** From sending to acknowledgement, ms; only of a paced run. */
  latenciesMs: number[];
  cpuSeconds: number;
}

/** Device `n` reports for sensor `n`. */
export function readingOf(device: number, message: number, time: number): string {
  const value = (400 + 50 * Math.sin(message / 60 + device)).toFixed(2);
  return `{"sensor_id":"${sensorCode(device + 1)}","value":${value},"unit":"kPa","timestamp":"${new Date(time).toISOString()}"}`;
}

/** A CONNECT packet of MQTT 3.1.1 with a clean session. */
export function connectPacket({ id, token }: SeededDevice): Buffer {
  const body = Buffer.concat([text('MQTT'), Buffer.from([4, 0b1100_0010, 0, 60]), text(id), text(id), text(token)]);
  return Buffer.concat([Buffer.from([0x10]), lengthOf(body.length), body]);
}

/** A PUBLISH packet with QoS 1. @param number - from 0; packet ids go round */
export function publishPacket(topic: string, number: number, payload: string): Buffer {
  const id = Buffer.alloc(2);
  id.writeUInt16BE((number % 65_535) + 1);
  const body = Buffer.concat([text(topic), id, Buffer.from(payload)]);
  return Buffer.concat([Buffer.from([0x32]), lengthOf(body.length), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function lengthOf(length: number): Buffer {
  const bytes: number[] = [];
  let left = length;
  do {
    bytes.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from(bytes);
}
