import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Session, type Unit, createServer } from 'smpp';
import { malformedUnit } from '../../plugins/gateway-sms/test/malformed';
import type { Entrances } from '../../tools/durability/open-lanes';
import { seedInstance, seedLane } from '../../tools/durability/seeding';
import type { Driver, Rng, Seen } from './driver';

const BURST = 100;
const BOUND_MS = 60_000;

/** An SMS centre gone mad: units on the session that the platform has bound. */
export async function smppDriver({ sql, tenantId }: Entrances): Promise<Driver> {
  const phone = '+923001112223';
  await seedLane(sql, tenantId, 'malformed-smpp', {
    protocol: 'sms',
    sensors: 1,
    channel: 'L',
    name: { kind: 'phone', name: phone },
  });
  let session: Session | null = null;
  let answers = 0;
  const server = createServer((opened) => {
    opened.on('error', () => undefined);
    opened.on('close', () => {
      if (session === opened) session = null;
    });
    opened.on('pdu', (unit: Unit) => {
      if (unit.command.startsWith('bind_')) {
        opened.send(unit.response({ system_id: 'CENTRE' }));
        session = opened;
      } else if (unit.command === 'enquire_link') opened.send(unit.response());
      else answers += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = {
    mode: 'smpp',
    host: '127.0.0.1',
    port,
    systemId: 'hydrant',
    password: 'secret',
    messagesPerMinute: 6_000,
  };
  await seedInstance(sql, 'gateway-sms', 'malformed centre', config);
  const isOn = (known: Session) => session === known;
  const bound = async (): Promise<Session> => {
    const deadline = Date.now() + BOUND_MS;
    for (;;) {
      const current = session as Session | null;
      if (current !== null) return current;
      if (Date.now() > deadline) throw new Error('sms: the platform does not bind any more');
      await delay(10);
    }
  };
  return {
    protocol: 'sms',
    async send(count: number, rng: Rng): Promise<Seen> {
      const before = answers;
      for (let sent = 0; sent < count; sent += BURST) {
        const current = await bound();
        const units = Array.from({ length: Math.min(BURST, count - sent) }, () => malformedUnit(rng, phone));
        for (const unit of units) current.socket.write(unit);
        // After a scrambled length the rest is the inside of one unit: each burst has a session of its own.
        current.socket.end();
        while (isOn(current)) await delay(2);
      }
      // What was not answered when its session ended was not taken: a centre sends it again.
      const answered = Math.min(count, answers - before);
      return { answered, refused: count - answered, silent: 0 };
    },
    async close() {
      session?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
