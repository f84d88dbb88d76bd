import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import { CoapPeer, post } from '../test/coap-peer';
import gateway from './index';

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: { host: '127.0.0.1', port: 0, securePort: 0 },
  invalid: [{ port: 70_000 }, { observe: ['3303'] }, { plainLwm2m: 'yes' }],
  async send(running, host) {
    const { details } = await running.health();
    const { deviceId, token } = host.device;
    const peer = await CoapPeer.open(Number(details?.['port']));
    try {
      const answer = await peer.exchange(post(`s/${deviceId}.${token}`, '{"sensor_id":"A","value":1,"unit":"bar"}'));
      if (answer.code !== 0x44) throw new Error(`Answered ${answer.code}`);
    } finally {
      peer.close();
    }
  },
});
