import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/**
 * How the platform's own client gets into a broker that runs in the same process: under a secret that this process made
 * and that nobody else knows. Also says where that broker listens.
 */
@Injectable()
export class ControlAccess {
  readonly username = 'hydrant-control';
  readonly password = randomBytes(32).toString('base64url');
  private port: number | null = null;
  private readonly listeners = new Set<(port: number) => void>();

  /** The broker of this process listens; null: it has stopped. */
  readonly listening = (port: number | null): void => {
    this.port = port;
    if (port === null) return;
    for (const listener of this.listeners) listener(port);
  };

  /** Is told where the broker listens: at once if it does, and whenever that changes. @returns ends the telling */
  onListening(listener: (port: number) => void): () => void {
    this.listeners.add(listener);
    if (this.port !== null) listener(this.port);
    return () => void this.listeners.delete(listener);
  }
}
