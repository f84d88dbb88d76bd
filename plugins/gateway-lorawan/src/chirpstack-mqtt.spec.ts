import { OverloadedError, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import type { IPublishPacket } from 'mqtt';
import { ChirpstackMqtt, type TakeFrom } from './chirpstack-mqtt';
import { Config } from './config';

const packet = {
  topic: 'application/a/device/0102030405060708/event/up',
  payload: Buffer.from('{}'),
  qos: 1,
  messageId: 7,
  retain: false,
} as unknown as IPublishPacket;
/** Its acknowledgement: type, length, number. */
const PUBACK_OF_7 = [0x40, 2, 0, 7];

/** Not real: the broker and the connection to it. */
describe('events that cannot be stored at once', () => {
  const receiving = (take: TakeFrom) => {
    const config = Config.parse({ network: 'chirpstack', mqttUrl: 'mqtt://broker' });
    const mqtt = new ChirpstackMqtt({ ...config, mqttUrl: 'mqtt://broker' }, fakeHost(['broker']).context, take);
    const sent: number[][] = [];
    const stream = { destroyed: false, write: (bytes: Uint8Array) => sent.push([...bytes]) > 0 };
    const client = { connected: true, stream };
    const inside = mqtt as unknown as {
      client: unknown;
      handling: number;
      handle(packet: IPublishPacket, done: () => void, connection: object): void;
    };
    inside.client = client;
    return { inside, sent, connection: { stream } };
  };

  it('are tried again in the same session, and then acknowledged', async () => {
    let attempts = 0;
    const { inside, sent, connection } = receiving(async () => {
      attempts += 1;
      if (attempts < 3) throw attempts === 1 ? new OverloadedError('busy', 1) : new Error('no database');
      return { report: null };
    });
    inside.handle(packet, () => undefined, connection);
    await eventually(() => expect(sent).toEqual([PUBACK_OF_7]));
    expect(attempts).toBe(3);
  });

  it('are left to the next session once theirs is over', async () => {
    const { inside, sent, connection } = receiving(() => Promise.reject(new Error('no database')));
    inside.handle(packet, () => undefined, connection);
    connection.stream.destroyed = true;
    await eventually(() => expect(inside.handling).toBe(0));
    expect(sent).toEqual([]);
  });

  it('are not acknowledged over the connection that came after theirs', async () => {
    let letGo: (() => void) | undefined;
    const { inside, sent, connection } = receiving(
      () => new Promise((resolve) => (letGo = () => resolve({ report: null }))),
    );
    const earlier = { stream: { ...connection.stream, destroyed: true } };
    inside.handle(packet, () => undefined, earlier);
    letGo?.();
    await eventually(() => expect(inside.handling).toBe(0));
    expect(sent).toEqual([]);
  });
});
