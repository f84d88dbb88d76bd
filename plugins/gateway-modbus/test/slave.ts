import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

/** A Modbus device for tests that can be made to misbehave. Registers 0 to 65,535 hold their own number unless set. */
export class Slave {
  readonly registers = new Map<number, number>();
  readonly coils = new Map<number, boolean>();
  /** Requests as they came: function, address, count. */
  readonly requests: [number, number, number][] = [];
  /** Answers with this exception for addresses that it holds for. */
  exception: (address: number, count: number) => number | null = () => null;
  /** Changes, delays or drops the answer. */
  onAnswer: (answer: Buffer, socket: Socket) => void = (answer, socket) => void socket.write(answer);
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', (request) => this.onAnswer(this.answer(request), socket));
    });
  }

  static async listen(port = 0): Promise<Slave> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new Slave(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: Buffer): Buffer {
    const code = request.readUInt8(7);
    const [address, count] = [request.readUInt16BE(8), request.readUInt16BE(10)];
    this.requests.push([code, address, count]);
    const fault = this.exception(address, count);
    const pdu = fault === null ? this.pdu(code, address, count) : Buffer.from([code | 0x80, fault]);
    const head = Buffer.from(request.subarray(0, 7));
    head.writeUInt16BE(pdu.length + 1, 4);
    return Buffer.concat([head, pdu]);
  }

  private pdu(code: number, address: number, count: number): Buffer {
    const bits = code < 3;
    const data = Buffer.alloc(bits ? Math.ceil(count / 8) : count * 2);
    for (let n = 0; n < count; n += 1) {
      if (!bits) data.writeUInt16BE(this.registers.get(address + n) ?? address + n, n * 2);
      else if (this.coils.get(address + n) === true) data[n >> 3] = (data[n >> 3] as number) | (1 << (n & 7));
    }
    return Buffer.concat([Buffer.from([code, data.length]), data]);
  }
}
