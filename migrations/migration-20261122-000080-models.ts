import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Learned models: what is asked of each, its trained versions, how far live scoring has come, what was detected and what
 * operators said of it. A version's detections begin at times of readings, so scoring the same readings again writes the
 * same rows.
 */
export class Migration20261122000080Models extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    for (const table of tables) for (const statement of protectByTenant(table)) this.addSql(statement);
  }

  override down(): void {
    this.addSql(`drop table ${[...tables].reverse().join(', ')}`);
  }
}

const tables = ['models', 'model_versions', 'model_runs', 'model_detections', 'model_feedback'];
const ofModel = `foreign key (tenant_id, model_id) references models (tenant_id, id) on delete cascade`;

const statements = [
  `create table models (
    tenant_id int not null references tenants (id),
    id uuid not null,
    sensor_id uuid,
    zone_id uuid,
    active_version int,
    shadow_version int,
    previous_version int,
    latest_version int,
    last_version int not null default 0,
    window_days int not null,
    days_per_false_alarm int not null,
    priority text not null check (priority in ('critical', 'high', 'medium', 'low')),
    holidays text[] not null default '{}',
    retrain jsonb not null,
    next_training_at timestamptz(3),
    training text not null default 'idle' check (training in ('idle', 'queued', 'running', 'failed')),
    training_version int,
    training_percent float8 not null default 0,
    training_step text not null default 'waiting',
    training_failure text,
    training_started_at timestamptz(3),
    attempts int not null default 0,
    lease_owner text,
    lease_until timestamptz(3),
    drift jsonb,
    created_by text,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, sensor_id),
    unique (tenant_id, zone_id),
    check ((sensor_id is null) <> (zone_id is null)),
    foreign key (tenant_id, sensor_id) references sensors (tenant_id, id) on delete cascade,
    foreign key (tenant_id, zone_id) references zones (tenant_id, id) on delete cascade
  )`,
  `create table model_versions (
    tenant_id int not null,
    model_id uuid not null,
    version int not null,
    state text not null check (state in ('training', 'candidate', 'shadow', 'active', 'retired', 'failed')),
    reason text not null check (reason in ('manual', 'schedule', 'drift')),
    train_from timestamptz(3) not null,
    train_to timestamptz(3) not null,
    samples int,
    excluded_labels int not null default 0,
    metrics jsonb,
    injected jsonb,
    summary jsonb not null default '{}',
    content bytea,
    failure text,
    created_at timestamptz(3) not null default now(),
    trained_at timestamptz(3),
    primary key (tenant_id, model_id, version),
    ${ofModel}
  )`,
  `alter table model_versions alter column content set storage external`,
  `create table model_runs (
    tenant_id int not null,
    model_id uuid not null,
    version int not null,
    since timestamptz(3) not null,
    settled_at timestamptz(3),
    seen_at timestamptz(3),
    memory jsonb,
    days jsonb not null default '{}',
    failure text,
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, model_id, version),
    ${ofModel}
  )`,
  `create table model_detections (
    tenant_id int not null,
    id uuid not null,
    model_id uuid not null,
    version int not null,
    mode text not null check (mode in ('active', 'shadow')),
    sensor_id uuid not null,
    sensor_number int not null,
    started_at timestamptz(3) not null,
    ended_at timestamptz(3),
    score float8 not null,
    peak_at timestamptz(3) not null,
    value float8,
    expected float8,
    lower_limit float8,
    upper_limit float8,
    explanation jsonb not null,
    context jsonb not null,
    historical boolean not null default false,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, model_id, version, started_at),
    ${ofModel},
    foreign key (tenant_id, sensor_id) references sensors (tenant_id, id) on delete cascade
  )`,
  `create index model_detections_time on model_detections (tenant_id, model_id, started_at desc, id)`,
  `create index model_detections_open on model_detections (tenant_id, sensor_number) where ended_at is null`,
  `create table model_feedback (
    tenant_id int not null references tenants (id),
    id uuid not null,
    sensor_id uuid,
    zone_id uuid,
    alert_id uuid,
    from_at timestamptz(3) not null,
    to_at timestamptz(3) not null,
    real boolean not null,
    note text,
    by_id text,
    by_name text not null,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, alert_id),
    check ((sensor_id is null) <> (zone_id is null)),
    check (from_at <= to_at),
    foreign key (tenant_id, sensor_id) references sensors (tenant_id, id) on delete cascade,
    foreign key (tenant_id, zone_id) references zones (tenant_id, id) on delete cascade
  )`,
  `create index model_feedback_sensor on model_feedback (tenant_id, sensor_id, from_at)`,
  `create index model_feedback_zone on model_feedback (tenant_id, zone_id, from_at)`,
  `grant select, insert, update, delete on models, model_versions, model_runs, model_detections, model_feedback to hydrant_app`,
];
