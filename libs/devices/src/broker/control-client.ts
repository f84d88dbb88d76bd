import { connectAsync } from 'mqtt';
import { type BrokerCommand, CONTROL_TOPIC, failuresOf } from './dynamic-security';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Sends commands to the broker's dynamic security plugin and waits for its answer.
 * @param url - with the credentials of Hydrant's own client, which must be allowed to use the control topic
 * @param ca - certificate of the authority that signed the broker, PEM; undefined: one that everybody trusts
 * @throws {Error} when the broker does not answer or refuses a command
 */
export async function sendCommands(url: string, commands: readonly BrokerCommand[], ca?: string): Promise<void> {
  const client = await connectAsync(
    url,
    {
      protocolVersion: 5,
      clean: true,
      connectTimeout: ANSWER_WITHIN_MS,
      reconnectPeriod: 0,
      ...(ca !== undefined && { ca }),
    },
    false,
  );
  // What goes wrong after the connection shows as a missing answer.
  client.on('error', () => undefined);
  try {
    const answer = new Promise<unknown>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error('The broker did not answer on its control topic')),
        ANSWER_WITHIN_MS,
      );
      client.on('message', (_topic, bytes) => {
        clearTimeout(late);
        resolve(JSON.parse(bytes.toString()));
      });
    });
    await client.subscribeAsync(`${CONTROL_TOPIC}/response`, { qos: 1 });
    await client.publishAsync(CONTROL_TOPIC, JSON.stringify({ commands }), { qos: 1 });
    const failures = failuresOf(await answer);
    if (failures.length > 0) throw new Error(`The broker refused: ${failures.join('; ')}`);
  } finally {
    await client.endAsync(true);
  }
}
