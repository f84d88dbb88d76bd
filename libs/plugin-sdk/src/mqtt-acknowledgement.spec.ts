import { mqttAcknowledgement } from './mqtt-acknowledgement';

describe('acknowledging MQTT messages after their commit', () => {
  function connection(destroyed = false) {
    const written: number[][] = [];
    const write = (bytes: Uint8Array) => written.push([...bytes]) > 0;
    return { written, stream: { destroyed, write } };
  }

  it('writes those of one turn together, in order', async () => {
    const client = connection();
    for (const messageId of [1, 258, 65_535]) mqttAcknowledgement.send(client, { qos: 1, messageId });
    expect(client.written).toEqual([]);
    await Promise.resolve();
    mqttAcknowledgement.send(client, { qos: 1, messageId: 3 });
    await Promise.resolve();
    expect(client.written).toEqual([
      [0x40, 2, 0, 1, 0x40, 2, 1, 2, 0x40, 2, 255, 255],
      [0x40, 2, 0, 3],
    ]);
  });

  it('keeps connections apart, and writes nothing to one that has ended meanwhile', async () => {
    const [one, other] = [connection(), connection()];
    mqttAcknowledgement.send(one, { qos: 1, messageId: 1 });
    mqttAcknowledgement.send(other, { qos: 1, messageId: 2 });
    one.stream.destroyed = true;
    await Promise.resolve();
    expect([one.written, other.written]).toEqual([[], [[0x40, 2, 0, 2]]]);
  });

  it('acknowledges nothing that needs none', async () => {
    const client = connection();
    mqttAcknowledgement.send(client, { qos: 0 });
    mqttAcknowledgement.send(undefined, { qos: 1, messageId: 1 });
    await Promise.resolve();
    expect(client.written).toEqual([]);
  });

  it('lets the library go on without acknowledging by itself', () => {
    const done = jest.fn();
    mqttAcknowledgement.hold({ qos: 1 }, done);
    mqttAcknowledgement.hold({ qos: 0 }, done);
    expect(done.mock.calls).toEqual([[expect.any(Error)], []]);
  });
});
