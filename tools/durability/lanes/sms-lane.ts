import type { AddressInfo, Server } from 'node:net';
import { type Session, type Unit, createServer } from 'smpp';
import { type Lane, type NumberedMessage, within } from '../lane';
import { CHANNEL } from './chirpstack-event';

const ANSWER_MS = 30_000;

/** An SMS centre that the platform is bound to: acknowledged by `deliver_sm_resp` without an error. */
export class SmsLane implements Lane {
  readonly perMessage = 1;
  readonly inFlight = 4;
  readonly stepMs = 1_000;
  /** Each process of the platform has one. */
  private readonly sessions = new Set<Session>();
  private readonly waiting = new Set<(acknowledged: boolean) => void>();

  private constructor(
    private readonly server: Server,
    private readonly phone: string,
  ) {}

  static async open(phone: string): Promise<SmsLane> {
    let lane: SmsLane | undefined;
    const server = createServer((session) => lane?.welcome(session));
    lane = new SmsLane(server, phone);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return lane;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  deliver(message: NumberedMessage): Promise<boolean> {
    const session = [...this.sessions].at(message.sequence % Math.max(1, this.sessions.size));
    const [reading] = message.readings;
    if (session === undefined || reading === undefined) return Promise.resolve(false);
    const time = new Date(reading.time).toISOString().replace('.000Z', 'Z');
    const unit = {
      source_addr: this.phone.slice(1),
      source_addr_ton: 1,
      source_addr_npi: 1,
      destination_addr: '8333',
      short_message: `H1 - ${time} ${CHANNEL}=${reading.number}`,
    };
    const answered = new Promise<boolean>((resolve) => {
      this.waiting.add(resolve);
      session.deliver_sm(unit, ({ command_status: status }) => {
        this.waiting.delete(resolve);
        resolve(status === 0);
      });
    });
    return within(answered, ANSWER_MS);
  }

  async close(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private welcome(session: Session): void {
    session.on('error', () => undefined);
    session.on('close', () => {
      this.sessions.delete(session);
      for (const answer of this.waiting) answer(false);
      this.waiting.clear();
    });
    session.on('pdu', (unit: Unit) => {
      if (unit.command.startsWith('bind_')) {
        session.send(unit.response({ system_id: 'CENTRE' }));
        this.sessions.add(session);
      } else if (unit.command === 'enquire_link' || unit.command === 'unbind') session.send(unit.response());
    });
  }
}
