import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import type { Occurrence, Transition } from '../reducer';
import { changingColumns, newColumns, type AlertRecord } from './alert-record';

/** Columns of `alerts` that change, as jsonb_to_recordset wants them. */
const CHANGING = `tenant_id int, id uuid, state text, condition_active boolean, shelved_until timestamptz,
  one_shot_shelved boolean, shelve_reason text, suppressed boolean, out_of_service boolean, acked_at timestamptz,
  acked_by uuid, acked_by_name text, cleared_at timestamptz, resolved_at timestamptz, cause text, owner_id uuid,
  owner_name text, last_seq int`;
const FIXED = `sensor_id uuid, sensor_number int, kind text, limit_name text, priority text, historical boolean,
  value float8, limit_value float8, message text, finding jsonb, occurrences int, raised_at timestamptz`;

const names = (columns: string): string[] => columns.split(',').map((column) => column.trim().split(' ')[0] as string);
const changing = names(CHANGING).filter((name) => name !== 'tenant_id' && name !== 'id');
const all = [...names(CHANGING), ...names(FIXED)];

const updateAlerts = `update alerts a set ${changing.map((name) => `${name} = r.${name}`).join(', ')},
  version = a.version + 1, updated_at = now()
  from jsonb_to_recordset(?::jsonb) as r (${CHANGING}) where a.tenant_id = r.tenant_id and a.id = r.id`;
const insertAlerts = `insert into alerts (${all.join(', ')})
  select ${all.map((name) => `r.${name}`).join(', ')} from jsonb_to_recordset(?::jsonb) as r (${CHANGING}, ${FIXED})`;
const insertTransitions = `insert into alert_transitions
    (tenant_id, id, alert_id, seq, at, event, from_state, to_state, actor_id, actor_name, detail)
  select r.tenant_id, r.id, r.alert_id, r.seq, r.at, r.event, r.from_state, r.to_state, r.actor_id, r.actor_name, r.detail
  from jsonb_to_recordset(?::jsonb) as r (tenant_id int, id uuid, alert_id uuid, seq int, at timestamptz, event text,
    from_state text, to_state text, actor_id uuid, actor_name text, detail jsonb) order by r.id`;
const insertOutbox = `insert into outbox (tenant_id, topic, key, payload)
  select r.tenant_id, r.topic, r.key, r.payload
  from jsonb_to_recordset(?::jsonb) as r (n int, tenant_id int, topic text, key text, payload jsonb) order by r.n`;

/** Outbox topic of each transition that others may act upon; what is missing stays within the console. */
const topics: Readonly<Partial<Record<Transition['event'], string>>> = {
  trip: 'alert.raised',
  clear: 'alert.cleared',
  acknowledge: 'alert.acknowledged',
  shelve: 'alert.shelved',
  'shelve-until-clear': 'alert.shelved',
  unshelve: 'alert.unshelved',
  'shelf-expired': 'alert.unshelved',
  assign: 'alert.assigned',
  resolve: 'alert.resolved',
};

/** Collects what happened to alarms in one transaction and writes it in a few statements. */
export class AlertChanges {
  private readonly changed = new Map<string, AlertRecord>();
  private readonly added = new Map<string, AlertRecord>();
  private readonly transitions: Record<string, unknown>[] = [];
  private readonly messages: Record<string, unknown>[] = [];

  /** Takes up a new occurrence; its transitions are noted apart. */
  add(record: AlertRecord): void {
    this.added.set(record.id, record);
  }

  /** Gives a record its next state; with a transition, this is numbered and told to those who subscribed. */
  step(record: AlertRecord, next: Occurrence, transition: Transition | null): void {
    record.occurrence = next;
    if (!this.added.has(record.id)) this.changed.set(record.id, record);
    if (transition === null) return;
    record.lastSeq += 1;
    this.transitions.push({
      tenant_id: record.tenantId,
      id: uuidv7(),
      alert_id: record.id,
      seq: record.lastSeq,
      at: new Date(transition.at).toISOString(),
      event: transition.event,
      from_state: transition.from,
      to_state: transition.to,
      actor_id: transition.by?.id ?? null,
      actor_name: transition.by?.name ?? null,
      detail: transition.detail,
    });
    const topic = topics[transition.event];
    if (topic === undefined || record.historical) return;
    this.messages.push({
      n: this.messages.length,
      tenant_id: record.tenantId,
      topic,
      key: record.id,
      payload: {
        alertId: record.id,
        seq: record.lastSeq,
        sensorId: record.sensorId,
        kind: record.kind,
        limitName: record.limitName,
        priority: record.priority,
        state: next.state,
        at: new Date(transition.at).toISOString(),
      },
    });
  }

  /** True when there is nothing to write. */
  get empty(): boolean {
    return this.changed.size === 0 && this.added.size === 0;
  }

  /** Writes everything. Closed occurrences go before new ones, as only one of an alarm may be open. */
  async write(work: Work): Promise<void> {
    const write = async (statement: string, rows: unknown[]): Promise<void> => {
      if (rows.length > 0) await work.sql(statement, [JSON.stringify(rows)]);
    };
    await write(updateAlerts, [...this.changed.values()].map(changingColumns));
    await write(insertAlerts, [...this.added.values()].map(newColumns));
    await write(insertTransitions, this.transitions);
    await write(insertOutbox, this.messages);
  }
}
