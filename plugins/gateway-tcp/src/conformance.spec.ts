import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import { Logger } from '../test/logger';
import gateway from './index';

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: { host: '127.0.0.1', port: 0 },
  invalid: [{ port: 70_000 }, { tlsPort: 0 }, { models: { a: { columns: '' } } }, { maxFrameBytes: 100_000 }],
  async send(running, { device }) {
    const { details } = await running.health();
    const logger = await Logger.connect(Number(details?.['port']));
    try {
      logger.send(`LOGIN ${device.deviceId} ${device.token}\r\n`);
      const greeting = await logger.line(1);
      if (!greeting.startsWith('OK 0 ')) throw new Error(greeting);
      logger.send('{"sensor_id":"A","value":1,"unit":"bar"}\r\n');
      const answer = await logger.line(2);
      if (answer !== 'OK 1') throw new Error(answer);
    } finally {
      logger.end();
    }
  },
});
