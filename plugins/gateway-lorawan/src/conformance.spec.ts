import path from 'node:path';
import { type FakeHost, gatewayConformance } from '@app/plugin-sdk';
import { chirpstackUp, SECRET } from '../test/events';
import gateway from './index';

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: { network: 'chirpstack', secret: SECRET },
  invalid: [
    { network: 'chirpstack' },
    { network: 'sigfox', secret: SECRET },
    { network: 'chirpstack', secret: 'short' },
    { network: 'things-stack', secret: SECRET, mqttUrl: 'mqtt://broker' },
    { network: 'chirpstack', mqttUrl: 'mqtt://user:password@broker' },
    { network: 'things-stack', basicUser: 'tts', secret: SECRET },
  ],
  prepare(host) {
    host.names.add('eui 0102030405060708');
    host.onDecode = async () => ({
      ok: true,
      values: [{ channel: 'level', value: 2.5, unit: 'm', time: Number.NaN }],
      warnings: [],
    });
  },
  async send(_gateway, host: FakeHost) {
    const { status, body } = await host.request('/hook', {
      query: 'event=up',
      headers: { 'x-hydrant-secret': SECRET },
      body: Buffer.from(JSON.stringify(chirpstackUp())),
    });
    expect([status, body]).toMatchObject([200, { stored: 1 }]);
  },
});
