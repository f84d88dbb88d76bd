/** The part of the SMPP library that the tests use as a peer. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  export interface Unit {
    command: string;
    command_status: number;
    sequence_number: number;
    [field: string]: unknown;
    response(fields?: Record<string, unknown>): Unit;
  }
  export interface Session extends EventEmitter {
    send(unit: Unit): boolean;
    deliver_sm(fields: Record<string, unknown>, answered: (unit: Unit) => void): boolean;
    enquire_link(answered: (unit: Unit) => void): boolean;
    close(): void;
    destroy(): void;
    socket: import('node:net').Socket;
  }
  export function createServer(onSession: (session: Session) => void): Server;
}
