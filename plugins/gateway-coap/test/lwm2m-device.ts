import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { type Socket, createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { eventually } from '@app/testing';
import { parseDatagram } from '../src/coap/datagram';

/**
 * A LwM2M device made of libcoap's programs: `coap-client` registers and sends, `coap-server` holds the resources and
 * notifies. A device has one address, two programs have two: their datagrams go to the gateway through one socket, and
 * what comes back goes to the program that it belongs to.
 */
export class Lwm2mDevice {
  /** Which program used a message id last. */
  private readonly origin = new Map<number, number>();

  private constructor(
    private readonly server: ChildProcess,
    private readonly serverPort: number,
    private readonly network: Socket,
    private readonly clients: Socket,
    readonly gatewayPort: number,
  ) {
    clients.on('message', (bytes, { port }) => this.toGateway(bytes, port));
    network.on('message', (bytes) => this.toDevice(bytes));
  }

  static async open(gatewayPort: number): Promise<Lwm2mDevice> {
    const port = await freePort();
    const server = spawn('coap-server-notls', ['-A', '127.0.0.1', '-p', String(port), '-d', '10'], { stdio: 'ignore' });
    const device = new Lwm2mDevice(server, port, await socket(), await socket(), gatewayPort);
    await eventually(async () => expect(await device.set('/3303/0/5700', '20.5')).toMatch(/c:2\.0[14]/), 10_000);
    return device;
  }

  close(): void {
    this.server.kill('SIGKILL');
    this.network.close();
    this.clients.close();
  }

  /** Writes a value into the device's own resource, as its sensor would. */
  set(path: string, value: string): Promise<string> {
    return this.client(`coap://127.0.0.1:${this.serverPort}${path}`, ['-m', 'put', '-t', '0', '-e', value]);
  }

  /** Sends a request to the gateway. @returns what the client shows of the answer */
  request(path: string, ...args: string[]): Promise<string> {
    return this.client(`coap://127.0.0.1:${this.clients.address().port}${path}`, args);
  }

  private client(url: string, args: string[]): Promise<string> {
    return new Promise((resolve) => {
      execFile(
        'coap-client-notls',
        ['-v', '7', '-B', '5', ...args, url],
        { timeout: 15_000 },
        (_error, stdout, stderr) => resolve(stdout + stderr),
      ).stdin?.end();
    });
  }

  private toGateway(bytes: Buffer, port: number): void {
    this.origin.set(bytes.readUInt16BE(2), port);
    this.network.send(bytes, this.gatewayPort, '127.0.0.1');
  }

  private toDevice(bytes: Buffer): void {
    const parsed = parseDatagram(bytes);
    const isRequest = parsed.ok && parsed.datagram.code > 0 && parsed.datagram.code < 0x20;
    const port = isRequest ? this.serverPort : this.origin.get(bytes.readUInt16BE(2));
    if (port !== undefined) this.clients.send(bytes, port, '127.0.0.1');
  }
}

function socket(): Promise<Socket> {
  const made = createSocket('udp4');
  return new Promise((resolve) => made.bind(0, '127.0.0.1', () => resolve(made)));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
