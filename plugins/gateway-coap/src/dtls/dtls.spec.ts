import * as fc from 'fast-check';
import { DtlsServer } from './dtls-server';
import { HandshakeType, Reassembler, readClientHello, readFragments, writeHandshake } from './handshake';
import { masterSecret, prf, verifyData, writeKeys } from './key-schedule';
import { RecordCipher, suites } from './record-cipher';
import { RecordType, ReplayWindow, counterOf, readRecords, writeRecord } from './records';

describe('the replay window', () => {
  it('lets each record in once, whatever the order, unless it is too old', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (sequences) => {
        const window = new ReplayWindow();
        const seen = new Set<number>();
        let highest = -1;
        for (const sequence of sequences) {
          const expected = seen.has(sequence) || sequence <= highest - 64;
          expect(window.isRepeated(sequence)).toBe(expected);
          if (expected) continue;
          window.note(sequence);
          seen.add(sequence);
          highest = Math.max(highest, sequence);
        }
      }),
    );
  });
});

describe('the key schedule', () => {
  it('has the PRF of TLS 1.2 with SHA-256 (a vector published with it)', () => {
    const secret = Buffer.from('9bbe436ba940f017b17652849a71db35', 'hex');
    const seed = Buffer.from('a0ba9f936cda311827a6f796ffd5198c', 'hex');
    expect(prf(secret, 'test label', seed, 100).toString('hex')).toBe(
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af' +
        '0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701' +
        '87347b66',
    );
  });
});

describe.each(suites)('records sealed by $algorithm', (suite) => {
  const { client } = writeKeys(Buffer.alloc(48, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3));
  const cipher = new RecordCipher(suite, client);

  it('open again, and not when a bit has changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(2 ** 40),
        fc.nat(),
        fc.nat(7),
        (plain, sequence, at, bit) => {
          const counter = counterOf(1, sequence);
          const sealed = cipher.seal(RecordType.data, counter, plain);
          expect([...(cipher.open(RecordType.data, counter, sealed) ?? [0])].slice(0, plain.length)).toEqual([
            ...plain,
          ]);
          expect(cipher.open(RecordType.alert, counter, sealed)).toBeNull();
          expect(cipher.open(RecordType.data, counterOf(1, sequence + 1), sealed)).toBeNull();
          sealed[at % sealed.length] = (sealed[at % sealed.length] as number) ^ (1 << bit);
          expect(cipher.open(RecordType.data, counter, sealed)).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
    expect(cipher.open(RecordType.data, counterOf(1, 0), new Uint8Array(7))).toBeNull();
  });
});

describe('handshake messages', () => {
  it('come together from fragments in any order, once or twice', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (body, size, seed) => {
          const fragments = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => ({
            type: HandshakeType.clientKeyExchange,
            sequence: 2,
            length: body.length,
            offset: i * size,
            part: Buffer.from(body.subarray(i * size, (i + 1) * size)),
          }));
          const order = [...fragments, ...fragments].map((fragment, i) => ({ fragment, at: (i * 7_919 + seed) % 101 }));
          const reassembler = new Reassembler(2);
          const whole = order
            .sort((a, b) => a.at - b.at)
            .map(({ fragment }) => reassembler.add(fragment))
            .filter((message) => message !== null);
          expect(whole).toEqual([{ type: HandshakeType.clientKeyExchange, sequence: 2, body: Buffer.from(body) }]);
        },
      ),
    );
  });

  it('never make the readers throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        for (const { fragment } of readRecords(Buffer.from(bytes))) readFragments(fragment);
        readFragments(Buffer.from(bytes));
        readClientHello(Buffer.from([0xfe, 0xfd, ...bytes]));
      }),
      { numRuns: 5_000 },
    );
  });
});

const KEY = Buffer.from('a key that both sides know');

/** What a client says first. */
function clientHello(cookie: Uint8Array, connectionId: Uint8Array | null = null, suite = 0xc0a8): Buffer {
  return Buffer.concat([
    Buffer.from('fefd', 'hex'),
    Buffer.alloc(32, 5),
    Uint8Array.of(0, cookie.length),
    cookie,
    Uint8Array.of(0, 2, suite >> 8, suite & 0xff, 1, 0),
    Uint8Array.of(0, 4 + (connectionId === null ? 0 : 5 + connectionId.length), 0, 23, 0, 0),
    ...(connectionId === null
      ? []
      : [Uint8Array.of(0, 54, 0, connectionId.length + 1, connectionId.length), connectionId]),
  ]);
}

/** A server with nothing around it, and a client of our own that can break every rule. */
class Stage {
  readonly sent: Buffer[] = [];
  readonly received: string[] = [];
  readonly refused: string[] = [];
  now = 1_000_000;
  readonly ports: number[] = [];
  readonly peers = new Set<string>();
  /** What the client wants to be called by. */
  connectionId: Uint8Array | null = null;
  readonly server = new DtlsServer({
    clock: { now: () => this.now },
    maxSessions: 3,
    idleMs: 1_000_000,
    keyOf: async (identity) => (identity === 'id' ? { deviceId: 'D', credentialId: 'C', secret: KEY } : null),
    send: (datagram, _address, port) => {
      this.sent.push(datagram);
      this.ports.push(port);
    },
    received: (bytes, peer) => {
      this.received.push(bytes.toString());
      this.peers.add(peer.key);
    },
    refused: (reason) => void this.refused.push(reason),
  });
  private transcript: Buffer[] = [];

  hello(cookie: Uint8Array, sequence: number, port = 1): void {
    const bytes = writeHandshake({
      type: HandshakeType.clientHello,
      sequence,
      body: clientHello(cookie, this.connectionId),
    });
    if (cookie.length > 0) this.transcript = [bytes];
    this.server.receive(writeRecord(RecordType.handshake, counterOf(0, sequence), bytes), 'host', port);
  }

  /** The cookie in the answer to a hello. */
  cookie(): Buffer {
    const [record] = readRecords(this.sent.pop() as Buffer);
    return Buffer.from(record?.fragment.subarray(12 + 3) ?? []);
  }

  /** Ends the handshake. @returns seals records as the client */
  async finish(
    key: Uint8Array = KEY,
    port = 1,
    beforeFinished: () => void = () => undefined,
  ): Promise<(type: number, sequence: number, plain: string) => Buffer> {
    const messages = readRecords(this.sent.pop() as Buffer).map(({ fragment }) => fragment);
    const serverRandom = (messages[0] as Buffer).subarray(14, 46);
    const exchange = writeHandshake({
      type: HandshakeType.clientKeyExchange,
      sequence: 2,
      body: Buffer.from('\0\u0002id', 'latin1'),
    });
    this.transcript.push(...messages, exchange);
    const { createHash } = await import('node:crypto');
    const hash = () => createHash('sha256').update(Buffer.concat(this.transcript)).digest();
    const clientRandom = Buffer.alloc(32, 5);
    const master = masterSecret(key, clientRandom, serverRandom, hash());
    const cipher = new RecordCipher(suites[1], writeKeys(master, clientRandom, serverRandom).client);
    // Behind the suite, compression, length and two extensions: 8 bytes that end the message.
    const given = this.connectionId === null ? null : Buffer.from((messages[0] as Buffer).subarray(-8));
    const seal = (type: number, sequence: number, plain: Uint8Array | string): Buffer => {
      const counter = counterOf(1, sequence);
      if (given === null) return writeRecord(type, counter, cipher.seal(type, counter, Buffer.from(plain as string)));
      const inner = Buffer.concat([Buffer.from(plain as string), Uint8Array.of(type, 0, 0)]);
      const outer = RecordType.withConnectionId;
      return writeRecord(outer, counter, cipher.seal(outer, counter, inner, given), { connectionId: given });
    };
    const finished = { type: HandshakeType.finished, sequence: 3, body: verifyData(master, 'client', hash()) };
    const datagram = Buffer.concat([
      writeRecord(RecordType.handshake, counterOf(0, 2), exchange),
      writeRecord(RecordType.changeCipherSpec, counterOf(0, 3), Uint8Array.of(1)),
    ]);
    this.server.receive(datagram, 'host', port);
    await this.settled();
    beforeFinished();
    this.server.receive(seal(RecordType.handshake, 0, writeHandshake(finished)), 'host', port);
    await this.settled();
    return seal;
  }

  async open(port = 1) {
    this.hello(Buffer.alloc(0), 0, port);
    this.hello(this.cookie(), 1, port);
    return this.finish(KEY, port);
  }

  /** Lets everything that waits for a key go on. */
  async settled(): Promise<void> {
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the DTLS server', () => {
  it('takes what a device sends, once, and never what was changed', async () => {
    const stage = new Stage();
    const seal = await stage.open();
    expect(stage.server.size).toBe(1);
    const first = seal(RecordType.data, 1, 'one');
    stage.server.receive(first, 'host', 1);
    stage.server.receive(first, 'host', 1);
    stage.server.receive(seal(RecordType.data, 3, 'three'), 'host', 1);
    stage.server.receive(seal(RecordType.data, 2, 'two'), 'host', 1);
    for (let at = 0; at < first.length; at += 1) {
      const changed = Buffer.from(seal(RecordType.data, 4, 'four'));
      changed[at] = (changed[at] as number) ^ 1;
      stage.server.receive(changed, 'host', 1);
    }
    await stage.settled();
    expect(stage.received).toEqual(['one', 'three', 'two']);
  });

  it('keeps nothing of an address that has not shown that it hears, and sends it less', () => {
    const stage = new Stage();
    for (let port = 0; port < 1_000; port += 1) stage.hello(Buffer.alloc(0), 0, port);
    stage.hello(Buffer.alloc(16, 9), 0);
    expect(stage.server).toMatchObject({ handshakes: new Map(), sessions: new Map() });
    const request = writeRecord(
      22,
      counterOf(0, 0),
      writeHandshake({ type: 1, sequence: 0, body: clientHello(Buffer.alloc(0)) }),
    );
    for (const answer of stage.sent) expect(answer.length).toBeLessThanOrEqual(request.length);
  });

  it('does not take the cookie of another address, nor an old one', () => {
    const stage = new Stage();
    stage.hello(Buffer.alloc(0), 0, 1);
    const cookie = stage.cookie();
    stage.hello(cookie, 1, 2);
    expect(stage.server).toMatchObject({ handshakes: new Map() });
    stage.now += 121_000;
    stage.hello(cookie, 1, 1);
    expect(stage.server).toMatchObject({ handshakes: new Map() });
  });

  it('repeats its answer when the client repeats its question', async () => {
    const stage = new Stage();
    stage.hello(Buffer.alloc(0), 0);
    const cookie = stage.cookie();
    stage.hello(cookie, 1);
    stage.hello(cookie, 1);
    const [a, b] = stage.sent.map((datagram) => readRecords(datagram).map(({ fragment }) => fragment.toString('hex')));
    expect(a).toEqual(b);
  });

  it('lets no wrong key in, and forgets the attempt', async () => {
    const stage = new Stage();
    stage.hello(Buffer.alloc(0), 0);
    stage.hello(stage.cookie(), 1);
    const seal = await stage.finish(Buffer.from('another key'));
    stage.server.receive(seal(RecordType.data, 1, 'one'), 'host', 1);
    await stage.settled();
    expect([stage.received, stage.server.size, stage.refused]).toEqual([[], 0, ['dtls-handshake']]);
    expect(stage.server).toMatchObject({ handshakes: new Map() });
  });

  it('takes no data before the handshake is over', async () => {
    const stage = new Stage();
    stage.hello(Buffer.alloc(0), 0);
    stage.hello(stage.cookie(), 1);
    stage.server.receive(writeRecord(RecordType.data, counterOf(0, 5), Buffer.from('plain')), 'host', 1);
    stage.server.receive(writeRecord(RecordType.data, counterOf(1, 5), Buffer.from('x'.repeat(40))), 'host', 1);
    await stage.settled();
    expect(stage.received).toEqual([]);
  });

  it('leaves a session alone when strangers send from its address', async () => {
    const stage = new Stage();
    const seal = await stage.open();
    stage.server.receive(writeRecord(RecordType.alert, counterOf(0, 9), Uint8Array.of(2, 0)), 'host', 1);
    stage.server.receive(writeRecord(RecordType.handshake, counterOf(1, 9), Buffer.alloc(60)), 'host', 1);
    stage.hello(Buffer.alloc(0), 0);
    stage.server.receive(seal(RecordType.data, 1, 'still here'), 'host', 1);
    await stage.settled();
    expect(stage.received).toEqual(['still here']);
  });

  it('ends a session when the device says so, and when its key no longer holds', async () => {
    const stage = new Stage();
    const seal = await stage.open();
    stage.server.receive(seal(RecordType.alert, 1, '\u0001\0'), 'host', 1);
    await stage.settled();
    expect(stage.server.size).toBe(0);
    await stage.open(2);
    stage.server.revoke(new Set(['other']));
    expect(stage.server.size).toBe(1);
    stage.server.revoke(new Set(['C']));
    expect(stage.server.size).toBe(0);
  });

  it('lets nobody in whose key was withdrawn while the handshake was under way', async () => {
    const stage = new Stage();
    stage.hello(Buffer.alloc(0), 0);
    stage.hello(stage.cookie(), 1);
    const seal = await stage.finish(KEY, 1, () => stage.server.revoke(new Set(['C'])));
    stage.server.receive(seal(RecordType.data, 1, 'one'), 'host', 1);
    await stage.settled();
    expect([stage.received, stage.server.size]).toEqual([[], 0]);
  });

  it('tells a new session from the one before at the same address: message ids begin anew', async () => {
    const stage = new Stage();
    for (let n = 0; n < 2; n += 1) {
      const seal = await stage.open();
      stage.server.receive(seal(RecordType.data, 1, 'same'), 'host', 1);
      stage.server.receive(seal(RecordType.alert, 2, '\u0001\0'), 'host', 1);
    }
    expect([stage.received, stage.peers.size]).toEqual([['same', 'same'], 2]);
  });

  it.each([0, 5])('follows a device with a connection id, its own of %i bytes, to other addresses', async (size) => {
    const stage = new Stage();
    stage.connectionId = new Uint8Array(size).fill(7);
    const seal = await stage.open();
    const answer = readRecords(stage.sent.at(-1) as Buffer);
    expect(answer.map(({ type }) => type)).toEqual(size === 0 ? [20, 22] : [20]);
    const sentTo = (plain: string) => {
      const [key = ''] = stage.peers;
      stage.server.send(key, Buffer.from(plain));
      return stage.ports.at(-1);
    };
    stage.server.receive(seal(RecordType.data, 1, 'here'), 'host', 1);
    expect(sentTo('a')).toBe(1);
    const late = seal(RecordType.data, 2, 'late');
    stage.server.receive(seal(RecordType.data, 3, 'there'), 'host', 2);
    expect(sentTo('b')).toBe(2);
    stage.server.receive(late, 'host', 1);
    expect(sentTo('c')).toBe(2);
    stage.server.receive(seal(RecordType.data, 3, 'there'), 'host', 3);
    const forged = seal(RecordType.data, 9, 'forged');
    forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
    stage.server.receive(forged, 'host', 3);
    expect(sentTo('d')).toBe(2);
    expect([stage.received, stage.peers.size]).toEqual([['here', 'there', 'late'], 1]);
    stage.server.receive(seal(RecordType.alert, 10, '\u0001\0'), 'host', 2);
    expect(stage.server.size).toBe(0);
  });

  it('begins anew beside a session with a connection id', async () => {
    const stage = new Stage();
    stage.connectionId = new Uint8Array(0);
    const old = await stage.open();
    stage.hello(Buffer.alloc(0), 0);
    stage.hello(stage.cookie(), 1);
    stage.server.receive(old(RecordType.data, 1, 'old'), 'host', 1);
    const seal = await stage.finish();
    stage.server.receive(seal(RecordType.data, 1, 'new'), 'host', 1);
    await stage.settled();
    expect([stage.received, stage.refused]).toEqual([['old', 'new'], []]);
  });

  it('keeps no more sessions than it may, and none that fell silent', async () => {
    const stage = new Stage();
    for (let port = 0; port < 5; port += 1) await stage.open(port);
    expect(stage.server.size).toBe(3);
    stage.now += 1_000_001;
    stage.server.expire();
    expect(stage.server.size).toBe(0);
  });

  it('does nothing for 5,000 datagrams of nonsense', async () => {
    const stage = new Stage();
    const seal = await stage.open();
    const good = [
      seal(RecordType.data, 1, 'one'),
      writeRecord(22, counterOf(0, 0), writeHandshake({ type: 1, sequence: 0, body: clientHello(Buffer.alloc(16)) })),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (bytes, changes, cut) => {
          const datagram = Buffer.from(bytes);
          for (const [at, value] of changes) datagram[at % datagram.length] = value;
          stage.server.receive(datagram.subarray(0, (cut % datagram.length) + 1), 'host', 1);
        },
      ),
      { numRuns: 5_000 },
    );
    await stage.settled();
    expect(stage.received.filter((text) => text !== 'one')).toEqual([]);
    expect(stage.server.size).toBe(1);
  });
});
