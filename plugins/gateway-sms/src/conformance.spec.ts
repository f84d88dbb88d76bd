import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import { Centre } from '../test/centre';
import gateway from './index';

const secret = 'kannel-secret';

describe('by the calls of a provider', () => {
  gatewayConformance({
    folder: path.join(__dirname, '..'),
    plugin: gateway,
    valid: { mode: 'kannel', secret },
    invalid: [
      {},
      { mode: 'kannel' },
      { mode: 'twilio' },
      { mode: 'pigeon', secret },
      { mode: 'smpp', host: 'centre.example' },
      { mode: 'kannel', secret, allowedAddresses: ['anywhere'] },
      { mode: 'kannel', secret, countryCode: '+92' },
    ],
    async send(_gateway, host) {
      host.names.add('phone +923001234567');
      const before = host.refusals.length;
      const query = new URLSearchParams({ secret, from: '+923001234567', text: 'H1 K L=1m' }).toString();
      const { status } = await host.request('/hook', { method: 'GET', query });
      // A stranger is answered like everybody, so that the message does not come again.
      if (status !== 200 || host.refusals.length > before) throw new Error('The message was refused');
    },
  });
});

describe('by a session with an SMS centre', () => {
  let centre: Centre;
  beforeEach(async () => {
    centre = await Centre.open(47_775);
  });
  afterEach(() => centre.close());

  gatewayConformance({
    folder: path.join(__dirname, '..'),
    plugin: gateway,
    valid: { mode: 'smpp', host: '127.0.0.1', port: 47_775, systemId: 'hydrant', password: 'secret' },
    invalid: [{ mode: 'smpp', host: '127.0.0.1', systemId: 'hydrant', password: '' }],
    async send(_gateway, host) {
      host.names.add('phone +923001234567');
      const before = host.refusals.length;
      const status = await centre.deliver({ short_message: 'H1 K L=1m' });
      if (status !== 0 || host.refusals.length > before) throw new Error('The message was refused');
    },
  });
});
