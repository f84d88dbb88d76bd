import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import { connectAsync } from 'mqtt';
import gateway from './index';

jest.setTimeout(60_000);

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: { host: '127.0.0.1', port: 0 },
  invalid: [{ port: 70_000 }, { url: 'http://broker' }, { group: 'a/b' }],
  async send(running, host) {
    const { details } = await running.health();
    const { deviceId, token } = host.device;
    const client = await connectAsync(`mqtt://127.0.0.1:${String(details?.['port'])}`, {
      clientId: deviceId,
      username: deviceId,
      password: token,
      reconnectPeriod: 0,
    });
    client.on('error', () => undefined);
    try {
      await new Promise<void>((resolve, reject) => {
        client.once('close', () => reject(new Error('The broker ended the connection')));
        const body = '{"sensor_id":"A","value":1,"unit":"bar"}';
        client.publish(`wm/v1/${deviceId}/up`, body, { qos: 1 }, (error) => (error ? reject(error) : resolve()));
      });
    } finally {
      await client.endAsync(true);
    }
  },
});
