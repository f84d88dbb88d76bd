import { DatabaseEvents, UnitOfWork } from '@app/database';
import type { CommandProgress, DeviceCommand } from '@app/plugin-sdk';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';

const POLL_MS = 30_000;
const LEASE_S = 30;

interface TakenRow {
  id: string;
  device_id: string;
  name: string;
  payload: Record<string, unknown>;
  expires_at: Date;
}

/** Orders to devices, as gateways carry them. Several processes may ask at once: each order is given to one of them. */
@Injectable()
export class DeviceCommands {
  private readonly logger = new Logger(DeviceCommands.name);

  constructor(
    private readonly units: UnitOfWork,
    private readonly events: DatabaseEvents,
    private readonly tenants: TenantTree,
  ) {}

  /**
   * Tells which devices of these protocols have orders waiting: now, when one is approved, and every half minute.
   * @returns ends the listening
   */
  onQueued(protocols: readonly string[], listener: (deviceIds: readonly string[]) => void): () => void {
    const look = () => {
      this.waiting(protocols).then(
        (ids) => ids.length > 0 && listener(ids),
        (error: unknown) => this.logger.debug(`Orders cannot be read: ${String(error)}`),
      );
    };
    const end = this.events.listen('device_commands', look);
    const timer = setInterval(look, POLL_MS);
    timer.unref();
    look();
    return () => {
      end();
      clearInterval(timer);
    };
  }

  /** Takes the oldest waiting orders of a device, for half a minute: one that is not settled by then is given again. */
  take(deviceId: string, limit: number): Promise<DeviceCommand[]> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql<TakenRow>(
        `update device_commands set taken_until = now() + interval '${LEASE_S} s'
         where id in (
           select id from device_commands
           where device_id = ? and state = 'queued' and expires_at > now() and (taken_until is null or taken_until < now())
           order by id limit ? for update skip locked)
         returning id, device_id, name, payload, expires_at`,
        [deviceId, limit],
      );
      return rows
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => ({
          id: row.id,
          deviceId: row.device_id,
          name: row.name,
          payload: row.payload,
          expiresAt: new Date(row.expires_at).getTime(),
        }));
    });
  }

  /**
   * Notes how an order fares; what is final stays.
   * @param by - who says so, a device or whoever serves the devices of an area (null: of all): nothing is noted of an
   * order that was given to another
   */
  async settle(
    commandId: string,
    progress: CommandProgress,
    detail?: string,
    { deviceId, area = null }: { deviceId?: string; area?: number | null } = {},
  ): Promise<void> {
    const final = progress !== 'sent';
    const tenants = area === null ? this.tenants.all() : this.tenants.visibleFrom(area);
    await this.units.run(tenants, ({ sql }) =>
      sql(
        `update device_commands set state = ?, detail = ?, sent_at = coalesce(sent_at, now()),
           settled_at = case when ? then now() end
         where id = ? and state in ('queued', 'sent') and device_id = coalesce(?::uuid, device_id)`,
        [progress, detail?.slice(0, 500) ?? null, final, commandId, deviceId ?? null],
      ),
    );
  }

  private waiting(protocols: readonly string[]): Promise<string[]> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql<{ device_id: string }>(
        `select distinct device_id from device_commands
         where state = 'queued' and expires_at > now() and protocol = any(?::text[])`,
        [`{${protocols.join(',')}}`],
      );
      return rows.map(({ device_id: id }) => id);
    });
  }
}
