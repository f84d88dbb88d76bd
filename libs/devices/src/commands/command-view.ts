import type { CommandState, DeviceCommandView } from '@app/contracts';

/** A row of `device_commands`, without its tenant. */
export interface CommandRow {
  id: string;
  device_id: string;
  name: string;
  payload: DeviceCommandView['payload'];
  state: CommandState;
  detail: string | null;
  created_by: string;
  created_by_name: string;
  approved_by_name: string | null;
  created_at: Date;
  expires_at: Date;
  sent_at: Date | null;
  settled_at: Date | null;
}

export const COMMAND_COLUMNS = `id, device_id, name, payload, state, detail, created_by, created_by_name, approved_by_name,
  created_at, expires_at, sent_at, settled_at`;

const iso = (time: Date | null): string | null => (time === null ? null : new Date(time).toISOString());

export function commandView(row: CommandRow): DeviceCommandView {
  return {
    id: row.id,
    deviceId: row.device_id,
    name: row.name,
    payload: row.payload,
    state: row.state,
    detail: row.detail,
    createdBy: row.created_by_name,
    approvedBy: row.approved_by_name,
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
    sentAt: iso(row.sent_at),
    settledAt: iso(row.settled_at),
  };
}
