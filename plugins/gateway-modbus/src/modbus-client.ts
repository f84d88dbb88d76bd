import { type Socket, connect } from 'node:net';
import { type Table, tables } from './config';
import { isBits } from './read-plan';

/** The device has answered that it will not do it; the connection is sound. */
export class ModbusException extends Error {
  override readonly name = 'ModbusException';

  constructor(readonly code: number) {
    super(meanings[code] ?? `exception ${code}`);
  }
}

const meanings: Readonly<Record<number, string>> = {
  1: 'illegal function',
  2: 'illegal data address',
  3: 'illegal data value',
  4: 'device failure',
  5: 'acknowledged, not done yet',
  6: 'device busy',
  8: 'memory parity error',
  10: 'gateway path unavailable',
  11: 'unit behind the gateway does not respond',
};

/** Nobody answered, or what came was no Modbus; the message says which. */
export class ModbusFault extends Error {
  override readonly name = 'ModbusFault';
}

const HEAD = 7;
/** Longest part behind the length field: unit and PDU. */
const MAX_LENGTH = 254;
/** Requests in a row after which a connection on which nothing comes is given up: the far end may have forgotten it. */
const MAX_UNANSWERED = 3;

export interface ReadRequest {
  unit: number;
  table: Table;
  address: number;
  /** Registers, or bits. */
  count: number;
  timeoutMs: number;
}

interface Waiting {
  transaction: number;
  unit: number;
  code: number;
  bytes: number;
  resolve(data: Buffer): void;
  reject(error: Error): void;
}

/**
 * Reads tables over Modbus TCP, one request at a time on a connection that is kept. Answers are known by their
 * transaction: one that comes too late is dropped. Anything that is no Modbus ends the connection, and so does silence
 * to several requests.
 */
export class ModbusClient {
  private socket: Socket | undefined;
  private transaction = 0;
  private waiting: Waiting | undefined;
  private received: Buffer = Buffer.alloc(0);
  /** Requests since anything was heard on this connection. */
  private unanswered = 0;
  /** The request that comes last so far. */
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /**
   * Waits for its turn: several units may be behind one address.
   * @returns registers with the high byte first, or bits packed with the lowest first
   * @throws {ModbusException} the device refuses
   * @throws {ModbusFault} no connection, no answer, or nonsense
   */
  read(wanted: ReadRequest): Promise<Buffer> {
    const reading = this.last.then(() => this.readNow(wanted));
    this.last = reading.catch(() => undefined);
    return reading;
  }

  /** For good. */
  close(): void {
    this.closed = true;
    this.socket?.destroy();
    this.socket = undefined;
    this.waiting?.reject(new ModbusFault('The connection was closed'));
  }

  private async readNow({ unit, table, address, count, timeoutMs }: ReadRequest): Promise<Buffer> {
    if (this.closed) throw new ModbusFault('The connection was closed');
    const deadline = performance.now() + timeoutMs;
    const socket = await this.connected(timeoutMs);
    this.transaction = (this.transaction + 1) & 0xffff;
    const { transaction } = this;
    const code = tables[table];
    const bytes = isBits(table) ? Math.ceil(count / 8) : count * 2;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        this.waiting = { transaction, unit, code, bytes, resolve, reject };
        const waitMs = Math.max(1, deadline - performance.now());
        timer = setTimeout(() => reject(new ModbusFault(`No answer within ${timeoutMs} ms`)), waitMs);
        this.unanswered += 1;
        socket.write(request(transaction, unit, code, address, count));
      });
    } finally {
      clearTimeout(timer);
      this.waiting = undefined;
      if (this.unanswered >= MAX_UNANSWERED) socket.destroy();
    }
  }

  private connected(timeoutMs: number): Promise<Socket> {
    const known = this.socket;
    if (known !== undefined && !known.destroyed) return Promise.resolve(known);
    this.received = Buffer.alloc(0);
    this.unanswered = 0;
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.host, port: this.port, noDelay: true, keepAlive: true });
      this.socket = socket;
      const late = setTimeout(() => socket.destroy(new ModbusFault(`No connection within ${timeoutMs} ms`)), timeoutMs);
      socket.once('connect', () => {
        clearTimeout(late);
        resolve(socket);
      });
      socket.on('data', (chunk) => this.heard(socket, chunk));
      let cause = 'The connection was closed';
      socket.on('error', (error) => (cause = error.message));
      socket.once('close', () => {
        clearTimeout(late);
        const fault = new ModbusFault(cause);
        reject(fault);
        if (this.socket === socket) this.waiting?.reject(fault);
      });
    });
  }

  private heard(socket: Socket, chunk: Buffer): void {
    if (socket !== this.socket) return;
    this.unanswered = 0;
    this.received = Buffer.concat([this.received, chunk]);
    while (this.received.length >= HEAD) {
      const length = this.received.readUInt16BE(4);
      if (this.received.readUInt16BE(2) !== 0 || length < 3 || length > MAX_LENGTH) {
        socket.destroy(new ModbusFault('What came is no Modbus'));
        return;
      }
      const end = HEAD - 1 + length;
      if (this.received.length < end) return;
      this.answered(this.received.readUInt16BE(0), this.received.subarray(HEAD - 1, end));
      this.received = Buffer.from(this.received.subarray(end));
    }
  }

  /** @param body - unit, function code, and the rest */
  private answered(transaction: number, body: Buffer): void {
    const { waiting } = this;
    if (waiting === undefined || transaction !== waiting.transaction) return;
    const [unit, code, third] = body as unknown as [number, number, number];
    if (code === (waiting.code | 0x80)) return waiting.reject(new ModbusException(third));
    if (unit !== waiting.unit || code !== waiting.code || third !== waiting.bytes || body.length !== third + 3) {
      return waiting.reject(new ModbusFault('The answer does not fit the request'));
    }
    waiting.resolve(Buffer.from(body.subarray(3)));
  }
}

function request(transaction: number, unit: number, code: number, address: number, count: number): Buffer {
  const bytes = Buffer.alloc(HEAD + 5);
  bytes.writeUInt16BE(transaction, 0);
  bytes.writeUInt16BE(6, 4);
  bytes.writeUInt8(unit, 6);
  bytes.writeUInt8(code, 7);
  bytes.writeUInt16BE(address, 8);
  bytes.writeUInt16BE(count, 10);
  return bytes;
}
