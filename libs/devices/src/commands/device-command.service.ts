import type { Principal } from '@app/access';
import { SETTINGS, type Settings } from '@app/config';
import type { DeviceCommandView, DeviceCommandsView, NewDeviceCommand } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { ResourceTools } from '@app/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DeviceEntity } from '../device.entity';
import { DeviceService } from '../device.service';
import { COMMAND_COLUMNS, type CommandRow, commandView } from './command-view';

/** Most orders of one device that wait at a time. */
const MAX_WAITING = 50;
const SHOWN = 100;

/**
 * Orders to devices, as users give them: off unless the installation allows them by name, approved by a second person,
 * and void after their time.
 */
@Injectable()
export class DeviceCommandService {
  private readonly allowed: string[];

  constructor(
    private readonly tools: ResourceTools,
    private readonly devices: DeviceService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.allowed = settings.DEVICE_COMMANDS.split(',').filter((name) => name !== '');
  }

  async list(principal: Principal, deviceId: string): Promise<DeviceCommandsView> {
    return this.tools.units.run(principal.tenants, async (work) => {
      await this.devices.enter(work, principal, deviceId, 'read');
      const rows = await work.sql<CommandRow>(
        `select ${COMMAND_COLUMNS} from device_commands where device_id = ? order by id desc limit ${SHOWN}`,
        [deviceId],
      );
      return { allowed: this.allowed, data: rows.map(commandView) };
    });
  }

  /**
   * @throws {DomainError} forbidden when the order is not allowed here or nobody in person gives it, conflict when too
   *   many wait
   */
  async propose(principal: Principal, deviceId: string, draft: NewDeviceCommand): Promise<DeviceCommandView> {
    assertPerson(principal);
    return this.tools.units.run(principal.tenants, async (work) => {
      const device = await this.devices.enter(work, principal, deviceId, 'update');
      if (!this.allowed.includes(draft.name)) throw this.notAllowed(draft.name);
      const [waiting] = await work.sql<{ count: number }>(
        `select count(*)::int as count from device_commands where device_id = ? and state in ('proposed', 'queued')`,
        [deviceId],
      );
      if ((waiting?.count ?? 0) >= MAX_WAITING) {
        throw new DomainError('conflict', 'command.too-many', 'Too many orders wait', {
          detail: `${MAX_WAITING} orders wait for this device. Cancel some first.`,
        });
      }
      const id = uuidv7();
      const expiresAt = new Date(Date.now() + draft.validMinutes * 60_000).toISOString();
      const [row] = await work.sql<CommandRow>(
        `insert into device_commands (tenant_id, id, device_id, protocol, name, payload, created_by, created_by_name, expires_at)
           values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) returning ${COMMAND_COLUMNS}`,
        [
          device.tenantId,
          id,
          deviceId,
          device.protocol,
          draft.name,
          JSON.stringify(draft.payload),
          principal.id,
          principal.name,
          expiresAt,
        ],
      );
      this.note(work, device, 'device.propose-command', { commandId: id, name: draft.name, payload: draft.payload });
      return commandView(row as CommandRow);
    });
  }

  /**
   * Lets an order go out.
   * @throws {DomainError} forbidden for the one who proposed it, and when the order is not allowed any more; conflict
   *   when it is past that
   */
  async approve(principal: Principal, deviceId: string, id: string): Promise<DeviceCommandView> {
    assertPerson(principal);
    return this.tools.units.run(principal.tenants, async (work) => {
      const device = await this.devices.enter(work, principal, deviceId, 'update');
      const row = await this.find(work, deviceId, id);
      if (row.created_by === principal.id) {
        throw new DomainError('forbidden', 'command.same-person', 'A second person is needed', {
          detail: 'Whoever proposes an order to a device cannot approve it. Ask a colleague.',
        });
      }
      if (!this.allowed.includes(row.name)) throw this.notAllowed(row.name);
      const changed = await this.move(work, id, ['proposed'], `'queued', approved_by_name = ?`, [principal.name]);
      if (changed === undefined || new Date(row.expires_at).getTime() < Date.now()) throw tooLate(row);
      await work.sql(`select pg_notify('device_commands', '')`);
      this.note(work, device, 'device.approve-command', { commandId: id, name: row.name });
      return commandView(changed);
    });
  }

  /** Takes an order back that the device has not got yet. @throws {DomainError} conflict when it is past that */
  async cancel(principal: Principal, deviceId: string, id: string): Promise<DeviceCommandView> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const device = await this.devices.enter(work, principal, deviceId, 'update');
      const row = await this.find(work, deviceId, id);
      if (row.carried) throw beingCarried();
      const changed = await this.move(work, id, ['proposed', 'queued'], `'cancelled', settled_at = now()`, []);
      if (changed === undefined) throw tooLate(row);
      this.note(work, device, 'device.cancel-command', { commandId: id, name: row.name });
      return commandView(changed);
    });
  }

  /** @returns `carried`: a gateway has taken it and has not said yet what became of it */
  private async find(work: Work, deviceId: string, id: string): Promise<CommandRow & { carried: boolean }> {
    const [row] = await work.sql<CommandRow & { carried: boolean }>(
      `select ${COMMAND_COLUMNS}, state = 'queued' and taken_until is not null and taken_until > now() as carried from device_commands where device_id = ? and id = ? for update`,
      [deviceId, id],
    );
    if (row === undefined) throw notFound('command', id);
    return row;
  }

  private async move(
    work: Work,
    id: string,
    from: string[],
    assignment: string,
    values: unknown[],
  ): Promise<CommandRow | undefined> {
    const [row] = await work.sql<CommandRow>(
      `update device_commands set state = ${assignment} where id = ? and state = any(?::text[]) returning ${COMMAND_COLUMNS}`,
      [...values, id, `{${from.join(',')}}`],
    );
    return row;
  }

  private notAllowed(name: string): DomainError {
    const detail =
      this.allowed.length === 0
        ? 'Orders to devices are switched off. The setting DEVICE_COMMANDS names those that are allowed.'
        : `"${name}" is not among the allowed orders: ${this.allowed.join(', ')}.`;
    return new DomainError('forbidden', 'command.not-allowed', 'Order is not allowed', { detail });
  }

  private note(work: Work, { id, tenantId }: DeviceEntity, action: string, after: object): void {
    this.tools.trail.record(work, { action, objectType: 'Device', objectId: id, tenantId, after });
  }
}

/** A key is no person: whoever has one could propose with it and approve in person, or the other way round. */
function assertPerson({ kind }: Principal): void {
  if (kind === 'user') return;
  throw new DomainError('forbidden', 'command.person-needed', 'A person is needed', {
    detail: 'Orders to devices are proposed and approved by signed-in persons, not with API keys.',
  });
}

function beingCarried(): DomainError {
  return new DomainError('conflict', 'command.being-carried', 'The order is under way', {
    detail: 'A gateway is bringing it to the device. If that fails, it can be cancelled in half a minute.',
  });
}

function tooLate({ state }: CommandRow): DomainError {
  return new DomainError('conflict', 'command.too-late', 'Too late', {
    detail: `The order is ${state === 'proposed' ? 'expired' : state}.`,
  });
}
