import type { AddressInfo, Server } from 'node:net';
import { createServer, type Session, type Unit } from 'smpp';

/** An SMS centre made of the SMPP library of npm: other code than the gateway's. */
export class Centre {
  readonly binds: Unit[] = [];
  readonly submitted: Unit[] = [];
  /** Other units that came. */
  readonly heard: Unit[] = [];
  session: Session | null = null;
  /** Status of the answer to a bind. */
  bindStatus = 0;
  /** Status of the answers to submit_sm, in turn; 0 when used up. */
  submitStatuses: number[] = [];
  private nextId = 0x1f;

  private constructor(private readonly server: Server) {}

  static async open(port = 0): Promise<Centre> {
    let centre: Centre;
    const server = createServer((session) => centre.welcome(session));
    centre = new Centre(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return centre;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Delivers a message. @returns status of the answer */
  deliver(fields: Record<string, unknown>): Promise<number> {
    const usual = { source_addr: '923001234567', source_addr_ton: 1, source_addr_npi: 1, destination_addr: '8333' };
    return new Promise((resolve, reject) => {
      const { session } = this;
      if (session === null) return reject(new Error('Nobody is bound'));
      session.once('close', () => reject(new Error('The session ended')));
      session.deliver_sm({ ...usual, ...fields }, ({ command_status: status }) => resolve(status));
    });
  }

  async close(): Promise<void> {
    this.session?.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private welcome(session: Session): void {
    session.setMaxListeners(100);
    session.on('error', () => undefined);
    session.on('close', () => {
      if (this.session === session) this.session = null;
    });
    session.on('pdu', (unit: Unit) => {
      switch (unit.command) {
        case 'bind_transceiver':
        case 'bind_receiver':
          this.binds.push(unit);
          session.send(unit.response({ command_status: this.bindStatus, system_id: 'CENTRE' }));
          if (this.bindStatus === 0) this.session = session;
          break;
        case 'submit_sm': {
          this.submitted.push(unit);
          this.nextId += 1;
          const message_id = this.nextId.toString(16);
          session.send(unit.response({ command_status: this.submitStatuses.shift() ?? 0, message_id }));
          break;
        }
        case 'unbind':
          this.heard.push(unit);
          session.send(unit.response());
          session.close();
          break;
        case 'enquire_link':
          this.heard.push(unit);
          session.send(unit.response());
          break;
        default:
          this.heard.push(unit);
      }
    });
  }
}
