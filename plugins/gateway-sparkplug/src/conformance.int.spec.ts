import path from 'node:path';
import { eventually } from '@app/testing';
import { gatewayConformance } from '@app/plugin-sdk';
import { connectAsync } from 'mqtt';
import { double, metricOf } from '../test/metrics';
import { type PlainBroker, plainBroker } from '../test/plain-broker';
import gateway from './index';
import { encodePayload } from './payload';

jest.setTimeout(60_000);

/** Real: Mosquitto. Not real: the host, which is the SDK's fake. */
let broker: PlainBroker;
const valid = { url: '' };
beforeAll(async () => {
  broker = await plainBroker();
  valid.url = broker.url;
});
afterAll(() => broker.stop());

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid,
  invalid: [{ url: 'http://broker' }, { url: 'mqtt://user:password@broker' }, { hostId: 'a/b' }, { group: '#' }],
  prepare: (host) => host.names.add('sparkplug plant/edge'),
  async send(_gateway, host) {
    // Sparkplug devices get no acknowledgement; what the host did with the message has to speak for it.
    const store = host.onSubmit;
    const stored = new Promise<void>((resolve, reject) => {
      host.onSubmit = (message) => {
        const outcome = store(message);
        outcome.then(() => resolve(), reject);
        return outcome;
      };
    });
    const client = await connectAsync(broker.url);
    try {
      const metrics = [metricOf({ name: 'Level', datatype: 10, value: double(1) })];
      const birth = Buffer.from(encodePayload({ timestamp: Date.now(), seq: 0, metrics }));
      await client.publishAsync('spBv1.0/plant/NBIRTH/edge', birth);
      await eventually(() => expect(host.submitted.length + host.refusals.length).toBeGreaterThan(0));
      if (host.submitted.length === 0) throw new Error('The gateway refused the message');
      await stored;
    } finally {
      host.onSubmit = store;
      await client.endAsync(true);
    }
  },
});
