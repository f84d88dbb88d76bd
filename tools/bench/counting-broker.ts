import { EmbeddedBroker } from '../../plugins/gateway-mqtt/src/embedded-broker';
import { Config } from '../../plugins/gateway-mqtt/src/config';
import { Uplink } from '../../plugins/gateway-mqtt/src/uplink';
import type { Settled } from '../../plugins/gateway-mqtt/src/single-readings-group';
import { fakeHost } from '@app/plugin-sdk';

/**
 * The embedded broker with a handler that only counts: what the same publishers reach against it is the reference. A
 * process of its own; takes every credential; prints its port.
 */
class Counter extends Uplink {
  count = 0;

  override take(_deviceId: string, _payload: Buffer, settled: Settled): void {
    this.count += 1;
    settled(null);
  }
}

async function main(): Promise<void> {
  const config = Config.parse({ host: '127.0.0.1', port: 0 });
  const { context } = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
  const open = {
    ...context,
    devices: {
      ...context.devices,
      authenticate: async (deviceId: string) => ({ deviceId, credentialId: deviceId }),
      report: () => undefined,
    },
  };
  const broker = new EmbeddedBroker(config, open, new Counter(config, open));
  await broker.start();
  const { details } = await broker.health();
  process.stdout.write(`${JSON.stringify({ port: details?.['port'] })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
