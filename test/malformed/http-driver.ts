import { Agent, request } from 'node:http';
import { malformed as malformedHttp } from '../../plugins/gateway-http/test/malformed';
import { DEV_EUI, SECRET } from '../../plugins/gateway-lorawan/test/events';
import { malformed as malformedLorawan } from '../../plugins/gateway-lorawan/test/malformed';
import { malformed as malformedSms } from '../../plugins/gateway-sms/test/malformed';
import type { Entrances } from '../../tools/durability/open-lanes';
import { seedInstance, seedLane } from '../../tools/durability/seeding';
import { type Driver, type Rng, type Seen, inTurns } from './driver';

const AT_A_TIME = 12;
const ANSWER_MS = 20_000;

/** A request as a generator makes it. */
interface HttpInput {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** A request for each input. Whatever is sent, the platform may answer 2xx, 4xx, or 503; never that it broke. */
class HttpDriver implements Driver {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });

  constructor(
    readonly protocol: string,
    private readonly make: (rng: Rng) => HttpInput,
  ) {}

  send(count: number, rng: Rng): Promise<Seen> {
    return inTurns(count, AT_A_TIME, () => this.one(this.make(rng)));
  }

  async close(): Promise<void> {
    this.agent.destroy();
  }

  private one({ method, url, headers, body }: HttpInput): Promise<keyof Seen> {
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        { method, agent: this.agent, timeout: ANSWER_MS, headers: { ...headers, 'content-length': body.length } },
        (answer) => {
          answer.resume();
          answer.once('end', () => {
            const status = answer.statusCode ?? 0;
            if (status >= 500 && status !== 503) {
              const what = `${JSON.stringify(headers)} ${Buffer.from(body).toString('base64').slice(0, 600)}`;
              reject(new Error(`${this.protocol}: answered ${status} to ${what}`));
            } else resolve(status < 400 ? 'answered' : 'refused');
          });
        },
      );
      sent.once('timeout', () => {
        sent.destroy();
        reject(new Error(`${this.protocol}: no answer to ${Buffer.from(body).toString('base64').slice(0, 600)}`));
      });
      sent.once('error', () => resolve('refused'));
      sent.end(body);
    });
  }
}

export async function httpDriver({ sql, tenantId, httpUrl }: Entrances): Promise<Driver> {
  const { id, token } = await seedLane(sql, tenantId, 'malformed-http', { protocol: 'http', sensors: 1 });
  const device = { deviceId: id, token };
  return new HttpDriver('http', (rng) => ({ ...malformedHttp(rng, device), url: `${httpUrl}/api/v1/telemetry` }));
}

export async function lorawanDriver({ sql, tenantId, httpUrl }: Entrances): Promise<Driver> {
  await seedLane(sql, tenantId, 'malformed-lorawan', {
    protocol: 'lorawan',
    sensors: 1,
    channel: 'x',
    name: { kind: 'eui', name: DEV_EUI },
  });
  const instances = await Promise.all(
    (['chirpstack', 'things-stack', 'frames'] as const).map((network) =>
      seedInstance(sql, 'gateway-lorawan', `malformed ${network}`, { network, secret: SECRET, messagesPerMinute: 1e6 }),
    ),
  );
  return new HttpDriver('lorawan', (rng) => {
    const { headers = {}, query = '', body = new Uint8Array() } = malformedLorawan(rng);
    const instance = instances[Math.floor(rng() * instances.length)] as string;
    return {
      method: 'POST',
      url: `${httpUrl}/api/v1/hooks/${instance}?${query}`,
      headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
      body,
    };
  });
}

/** Calls of a provider in Kannel's form. */
export async function smsHookDriver({ sql, tenantId, httpUrl }: Entrances): Promise<Driver> {
  const phone = '+923007654321';
  const secret = 'a secret of the test provider';
  await seedLane(sql, tenantId, 'malformed-sms', {
    protocol: 'sms',
    sensors: 1,
    channel: 'L',
    name: { kind: 'phone', name: phone },
  });
  const config = { mode: 'kannel', secret, messagesPerMinute: 6_000 };
  const instance = await seedInstance(sql, 'gateway-sms', 'malformed', config);
  return new HttpDriver('sms', (rng) => {
    for (;;) {
      const input = malformedSms(rng, { phone, secret });
      if (input.kind !== 'call') continue;
      const { method, headers, body } = input;
      return { method, headers, body, url: `${httpUrl}/api/v1/hooks/${instance}?${encodeURI(input.query)}` };
    }
  });
}
