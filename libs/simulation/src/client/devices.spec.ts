import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { DeviceSender } from './device-sender';
import { HttpLink, LinkRefused, MqttLink, type DeviceLink, type LinkReport, type WireReading } from './device-link';

const reading = (value: number): WireReading => ({
  sensor_id: 'S',
  value,
  unit: 'm',
  timestamp: '2026-01-01T00:00:00.000Z',
});
const identity = { id: '0190-device', token: 'secret' };
const forever = new AbortController().signal;

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen in time`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('MqttLink', () => {
  let broker: Broker;
  let link: MqttLink;

  beforeEach(async () => {
    broker = await Broker.open();
    link = new MqttLink(`mqtt://127.0.0.1:${broker.port}`, identity);
  });

  afterEach(async () => {
    await link.close();
    await broker.close();
  });

  it('sends with its own credentials to its own topic and knows the acknowledgement', async () => {
    expect(await link.send([reading(1), reading(2)], forever)).toEqual({ accepted: 2, rejected: 0, reasons: [] });
    await link.send([reading(3)], forever);
    expect(broker.published.map(({ topic, qos }) => [topic, qos])).toEqual([
      ['wm/v1/0190-device/up', 1],
      ['wm/v1/0190-device/up', 1],
    ]);
    expect(broker.readings).toEqual([1, 2, 3]);
    expect(broker.credentials).toEqual([['0190-device', '0190-device', 'secret']]);
  });

  it('repeats what was not acknowledged after the broker came back', async () => {
    await link.send([reading(1)], forever);
    const { port } = broker;
    await broker.close();
    const sending = link.send([reading(2)], forever);
    broker = await Broker.open(port);
    expect(await sending).toMatchObject({ accepted: 1 });
    expect(broker.readings).toContain(2);
  }, 20_000);

  it('drops its connection while paused and sends again afterwards', async () => {
    await link.send([reading(1)], forever);
    await link.pause();
    await until(() => broker.connected === 0, 'the connection ending');
    const sending = link.send([reading(2)], forever);
    link.resume();
    await sending;
    expect(broker.readings).toEqual([1, 2]);
  }, 20_000);

  it('ends sending when it is told to', async () => {
    await link.pause();
    const ending = new AbortController();
    const sending = link.send([reading(1)], ending.signal);
    ending.abort(new Error('enough'));
    await expect(sending).rejects.toThrow(/enough|aborted/);
  });
});

describe('HttpLink', () => {
  let server: HttpServer;
  let answers: { status: number; body?: unknown; headers?: Record<string, string> }[] = [];
  const asked: { key: string; body: string }[] = [];
  let link: HttpLink;

  beforeEach(async () => {
    asked.length = 0;
    server = createHttpServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        asked.push({ key: request.headers.authorization ?? '', body });
        const answer = answers.shift() ?? { status: 200 };
        response
          .writeHead(answer.status, answer.headers)
          .end(answer.body === undefined ? '' : JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    link = new HttpLink(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, identity);
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('sends with the token of the device, and repeats after 429 and 503', async () => {
    answers = [
      { status: 429, headers: { 'retry-after': '0.2' } },
      { status: 503 },
      { status: 200, body: { stored: 1, quarantined: 0 } },
    ];
    expect(await link.send([reading(1)], forever)).toEqual({ accepted: 1, rejected: 0, reasons: [] });
    expect(asked).toHaveLength(3);
    expect(asked[0]?.key).toBe('Bearer 0190-device.secret');
  });

  it('counts what the platform does not store, with its words', async () => {
    answers = [
      {
        status: 200,
        body: {
          stored: 1,
          quarantined: 1,
          results: [{ index: 1, outcome: 'quarantined', reason: 'wrong_unit', detail: 'bar measures no flow' }],
        },
      },
    ];
    expect(await link.send([reading(1), reading(2)], forever)).toEqual({
      accepted: 1,
      rejected: 1,
      reasons: ['reading 1: bar measures no flow'],
    });
    answers = [{ status: 413 }];
    expect(await link.send([reading(1)], forever)).toMatchObject({ accepted: 0, rejected: 1 });
  });

  it('gives up when its credentials are refused', async () => {
    answers = [{ status: 401 }];
    await expect(link.send([reading(1)], forever)).rejects.toThrow(LinkRefused);
  });
});

describe('DeviceSender', () => {
  it('keeps readings in order until they are acknowledged', async () => {
    const link = new SlowLink();
    const sender = new DeviceSender(link, forever, 2, () => undefined);
    sender.add([1, 2, 3].map(live));
    sender.add([live(4)]);
    expect(sender.figures).toEqual({ acknowledged: 0, dropped: 0, waiting: 2 });
    await sender.idle();
    expect(link.messages).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(sender.figures).toEqual({ acknowledged: 4, dropped: 0, waiting: 0 });
  });

  it('drops the oldest when its memory is full, and stops when it is refused', async () => {
    const said: string[] = [];
    const link = new SlowLink();
    const sender = new DeviceSender(link, forever, 1, (message) => said.push(message));
    sender.add(Array.from({ length: 20_003 }, (_, index) => live(index)));
    expect(sender.figures.dropped).toBe(3);
    link.refuse = true;
    await sender.idle();
    sender.add([live(1)]);
    expect(said).toEqual(['refused']);
    expect(sender.figures.acknowledged).toBeLessThanOrEqual(1);
  });
});

function live(value: number) {
  return { code: 'S', unit: 'm', value, timeMs: value };
}

class SlowLink implements DeviceLink {
  refuse = false;
  readonly messages: number[][] = [];
  async send(readings: readonly WireReading[]): Promise<LinkReport> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.refuse) throw new LinkRefused('refused');
    this.messages.push(readings.map(({ value }) => value));
    return { accepted: readings.length, rejected: 0, reasons: [] };
  }
  async pause(): Promise<void> {}
  resume(): void {}
  async close(): Promise<void> {}
}

/** A real broker that remembers what it was told. */
class Broker {
  readonly published: { topic: string; qos: number; payload: string }[] = [];
  readonly credentials: string[][] = [];
  connected = 0;

  private constructor(
    private readonly aedes: Aedes,
    private readonly server: Server,
  ) {}

  static async open(port = 0): Promise<Broker> {
    const aedes = await Aedes.createBroker();
    const server = createServer((socket) => void aedes.handle(socket));
    const broker = new Broker(aedes, server);
    aedes.authenticate = (client, username, password, done) => {
      broker.credentials.push([client.id, username ?? '', password?.toString() ?? '']);
      done(null, true);
    };
    aedes.on('client', () => (broker.connected += 1));
    aedes.on('clientDisconnect', () => (broker.connected -= 1));
    aedes.on('publish', (packet, client) => {
      if (client) broker.published.push({ topic: packet.topic, qos: packet.qos, payload: packet.payload.toString() });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return broker;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get readings(): number[] {
    return this.published.flatMap(({ payload }) => {
      const parsed = JSON.parse(payload) as WireReading | WireReading[];
      return (Array.isArray(parsed) ? parsed : [parsed]).map(({ value }) => value);
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.aedes.close(() => resolve()));
    await new Promise((resolve) => this.server.close(resolve));
  }
}
