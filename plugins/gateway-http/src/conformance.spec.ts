import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import gateway from './index';

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: {},
  invalid: [{ path: 'telemetry' }, { maxBodyBytes: 0 }, { requestsPerMinute: 'many' }],
  async send(_gateway, host) {
    const { deviceId, token } = host.device;
    const { status } = await host.request('/api/v1/telemetry', {
      headers: { authorization: `Bearer ${deviceId}.${token}`, 'content-type': 'application/json' },
      body: Buffer.from('{"sensor_id":"A","value":1,"unit":"bar"}'),
    });
    expect(status).toBe(200);
  },
});
