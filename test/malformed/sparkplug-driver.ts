import { connectAsync } from 'mqtt';
import { decodePayload, encodePayload } from '../../plugins/gateway-sparkplug/src/payload';
import { isReading } from '../../plugins/gateway-sparkplug/src/readings';
import { malformed } from '../../plugins/gateway-sparkplug/test/malformed';
import { metricOf } from '../../plugins/gateway-sparkplug/test/metrics';
import type { Entrances } from '../../tools/durability/open-lanes';
import { seedInstance, seedLane } from '../../tools/durability/seeding';
import type { Driver, Rng, Seen } from './driver';
import { hasReadingSince } from './stored-since';
import { untilQuiet } from './watch';

const NODE = 'malformed/edge';
const CHANNEL = 'Level';
const DOUBLE = 10;
const BURST = 100;
const MOST_METRICS = 20_000;
/** What the platform listens to: the broker keeps the rest from it, and takes no topics with wildcards. */
const HEARD = /^spBv1\.0\/[^/#+]*\/(N(BIRTH|DEATH|DATA)|D(BIRTH|DEATH|DATA)\/[^/#+]*)\/[^/#+]*$/;

/**
 * An edge node gone mad, over a real Mosquitto. The protocol has no answers: what was to be heard, and is not a proper
 * message without readings, must show in the figures of the platform.
 */
export async function sparkplugDriver({ sql, tenantId, httpUrl, chirpstackUrl: url }: Entrances): Promise<Driver> {
  const options = { protocol: 'sparkplug', sensors: 1, channel: CHANNEL };
  const named = (name: string) => ({ ...options, name: { kind: 'sparkplug', name } });
  const { sensors } = await seedLane(sql, tenantId, 'malformed-sparkplug', named(NODE));
  await seedLane(sql, tenantId, 'malformed-sparkplug-pump', named(`${NODE}/pump`));
  const config = { url, reorderTimeoutMs: 100, messagesPerMinute: 10_000_000 };
  const instance = await seedInstance(sql, 'gateway-sparkplug', 'malformed', config);
  const client = await connectAsync(url);
  const goodPasses = async () => {
    const now = Date.now();
    const birth = { name: CHANNEL, datatype: DOUBLE, value: { kind: 'double', value: 1 } as const };
    const payload = encodePayload({ timestamp: now, seq: 0, metrics: [metricOf(birth)] });
    await client.publishAsync(`spBv1.0/malformed/NBIRTH/edge`, Buffer.from(payload), { qos: 1 });
    return hasReadingSince(sql, sensors[0] as string, now);
  };
  return {
    protocol: 'sparkplug',
    async send(count: number, rng: Rng): Promise<Seen> {
      if (!(await goodPasses())) throw new Error('sparkplug: the platform does not listen');
      const seen: Seen = { answered: 0, refused: 0, silent: 0 };
      for (let sent = 0; sent < count;) {
        const inputs = Array.from({ length: Math.min(BURST, count - sent) }, () => malformed(rng, NODE));
        sent += inputs.length;
        for (const { topic, payload } of inputs) seen[expected(topic, payload)] += 1;
        const heard = inputs.filter(({ topic }) => !/[#+]/.test(topic));
        await Promise.all(heard.map(({ topic, payload }) => client.publishAsync(topic, payload, { qos: 1 })));
      }
      await untilQuiet(httpUrl, 'sparkplug');
      return seen;
    },
    goodPasses,
    async close() {
      await sql('update plugin_instances set enabled = false where id = $1', [instance]);
      await client.endAsync(true);
    },
  };
}

function expected(topic: string, payload: Buffer): keyof Seen {
  if (!HEARD.test(topic)) return 'refused';
  try {
    const { metrics } = decodePayload(payload, MOST_METRICS);
    return /\/.DEATH\//.test(topic) || !metrics.some(isReading) ? 'answered' : 'silent';
  } catch {
    return 'silent';
  }
}
