import type { Principal } from '@app/access';
import type { LiveMessage, LiveReadings } from '@app/contracts';
import { type LiveCursor, encodeCursor } from './live-cursor';
import type { LiveFilter } from './live-filter';

/** The part of a socket that a connection uses. */
export interface LiveSocket {
  /** Bytes accepted for sending that have not left yet. */
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** A client that lets this much pile up is told to start anew when it has caught up. */
const SLOW_BYTES = 8 * 1024 * 1024;

/** How often collected readings go out, ms. */
export const FLUSH_MS = 200;

/**
 * One client of the live stream. Readings are collected and sent a few times a second in columns; alarms go at once.
 * The connection never holds more than one interval of readings: a slow client loses its place, not our memory.
 */
export class LiveConnection {
  principal: Principal | undefined;
  filter: LiveFilter | undefined;
  /** Position of this client; only grows. */
  readonly cursor: LiveCursor;
  private pending: LiveReadings = { sensorIds: [], times: [], values: [], qualities: [] };
  private behind = false;

  constructor(
    private readonly socket: LiveSocket,
    shards: number,
  ) {
    this.cursor = { readings: Array.from({ length: shards }, () => 0), alerts: 0 };
  }

  send(message: LiveMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Ends the connection; codes 4400-4499 are ours: 4401 means sign in again, 4408 that nobody signed in in time. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** Collects one reading that has passed the filter. */
  addReading(sensorId: string, time: number, value: number, quality: number): void {
    if (this.behind) return;
    this.pending.sensorIds.push(sensorId);
    this.pending.times.push(time);
    this.pending.values.push(value);
    this.pending.qualities.push(quality);
  }

  /** Sends an alarm as it is now. */
  sendAlert(alert: unknown): void {
    if (!this.behind) this.send({ type: 'alert', cursor: encodeCursor(this.cursor), data: alert });
  }

  /** Sends what was collected, or, for a client that does not keep up, drops it and says so once there is room again. */
  flush(): void {
    if (this.behind) {
      if (this.socket.bufferedAmount > SLOW_BYTES / 8) return;
      this.behind = false;
      this.send({ type: 'reset', cursor: encodeCursor(this.cursor) });
      return;
    }
    if (this.pending.sensorIds.length === 0) return;
    const data = this.pending;
    this.pending = { sensorIds: [], times: [], values: [], qualities: [] };
    this.send({ type: 'readings', cursor: encodeCursor(this.cursor), data });
    if (this.socket.bufferedAmount > SLOW_BYTES) this.behind = true;
  }
}
