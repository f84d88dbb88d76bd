import { allowed, systemPrincipal } from '@app/access';
import { AlertReadModel } from '@app/alerts';
import { DeviceRegistry, type LoggedBatch } from '@app/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { type AlertStep, AlertsTail } from './alerts-tail';
import { FLUSH_MS, LiveConnection, type LiveSocket } from './live-connection';
import { decodeCursor, encodeCursor } from './live-cursor';
import type { LiveFilter } from './live-filter';
import { ReadingsTail } from './readings-tail';

const clients = new Gauge({ name: 'hydrant_live_clients', help: 'Open connections of the live stream' });

/** Hands every stored reading and every step of an alarm to the connections whose users may see it. */
@Injectable()
export class LiveHub implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly connections = new Set<LiveConnection>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly readings: ReadingsTail,
    private readonly alerts: AlertsTail,
    private readonly registry: DeviceRegistry,
    private readonly alertReadModel: AlertReadModel,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.readings.start((batch) => {
      for (const connection of this.connections) this.hear(connection, batch);
    });
    await this.alerts.start((steps) => this.tellAlerts(steps, [...this.connections]));
    this.timer = setInterval(() => {
      for (const connection of this.connections) connection.flush();
    }, FLUSH_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.readings.stop();
    this.alerts.stop();
  }

  open(socket: LiveSocket): LiveConnection {
    return new LiveConnection(socket, this.readings.shards);
  }

  close(connection: LiveConnection): void {
    this.connections.delete(connection);
    clients.set(this.connections.size);
  }

  /**
   * Starts, or starts anew, what a connection hears. With a cursor it first hears what it missed; if that is no longer
   * known it is told to fetch the present state (`reset`).
   */
  async subscribe(connection: LiveConnection, filter: LiveFilter, cursorText: string | undefined): Promise<void> {
    const resumed = cursorText === undefined ? null : decodeCursor(cursorText, this.readings.shards);
    this.connections.delete(connection);
    connection.filter = filter;
    connection.cursor.alerts = resumed?.alerts ?? this.alerts.position();
    for (let shard = 0; shard < this.readings.shards; shard += 1) {
      connection.cursor.readings[shard] = resumed?.readings[shard] ?? this.readings.position(shard);
    }
    this.connections.add(connection);
    clients.set(this.connections.size);
    connection.send({ type: 'ready', cursor: encodeCursor(connection.cursor) });
    if (cursorText === undefined) return;
    const whole = resumed !== null && (await this.replay(connection, resumed.readings, resumed.alerts));
    if (!whole) connection.send({ type: 'reset', cursor: encodeCursor(connection.cursor) });
  }

  private async replay(connection: LiveConnection, after: readonly number[], alerts: number): Promise<boolean> {
    const heard = await Promise.all(
      after.map((position, shard) =>
        this.readings.replay(
          shard,
          position,
          (batch) => this.hear(connection, batch),
          () => {
            connection.cursor.readings[shard] = this.readings.position(shard);
          },
        ),
      ),
    );
    const steps = await this.alerts.since(alerts);
    if (steps !== null) await this.tellAlerts(steps, [connection]);
    return steps !== null && heard.every(Boolean);
  }

  /** A batch that does not follow on the connection's own position is left to the replay that is under way. */
  private hear(connection: LiveConnection, batch: LoggedBatch): void {
    const { filter, cursor } = connection;
    if (filter === undefined || cursor.readings[batch.shard] !== batch.seq - 1) return;
    cursor.readings[batch.shard] = batch.seq;
    if (!filter.readings) return;
    const { tenantIds, sensorIds, times, values, qualities } = batch;
    for (let row = 0; row < times.length; row += 1) {
      if (!filter.tenants.has(tenantIds[row] as number)) continue;
      const sensor = this.registry.snapshot.sensorByNumber(sensorIds[row] as number);
      if (sensor === undefined || (filter.sensors !== null && !filter.sensors.has(sensor.id))) continue;
      connection.addReading(sensor.id, times[row] as number, values[row] as number, qualities[row] as number);
    }
  }

  private async tellAlerts(steps: readonly AlertStep[], connections: readonly LiveConnection[]): Promise<void> {
    const newest = Math.max(...steps.map(({ streamSeq }) => streamSeq), 0);
    const wanted = connections.filter(({ filter }) => filter?.alerts === true);
    const tenants = new Set(wanted.flatMap(({ filter }) => [...(filter?.tenants ?? [])]));
    const ids = new Map<number, Set<string>>();
    for (const { tenantId, alertId } of steps) {
      if (tenants.has(tenantId)) ids.set(tenantId, (ids.get(tenantId) ?? new Set()).add(alertId));
    }
    for (const connection of connections) connection.cursor.alerts = Math.max(connection.cursor.alerts, newest);
    for (const [tenantId, alertIds] of ids) {
      const reader = systemPrincipal('live', tenantId, [tenantId]);
      for (const alert of await this.alertReadModel.byIds(reader, [...alertIds])) {
        for (const connection of wanted) {
          const { filter, principal } = connection;
          if (filter === undefined || principal === undefined || !filter.tenants.has(tenantId)) continue;
          if (filter.sensors !== null && !filter.sensors.has(alert.sensorId)) continue;
          if (allowed(principal, 'read', 'Alert', { ...alert, tenantId })) connection.sendAlert(alert);
        }
      }
    }
  }
}
