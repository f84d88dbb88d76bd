import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Imports of recorded readings. What a chunk has stored and where it ended is a row of `import_chunks`, written in the
 * transaction of its readings; its key lets only one of two workers store a chunk. Days before the retention that an
 * import wrote to are kept.
 */
export class Migration20261121000072Imports extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    for (const table of ['imports', 'import_chunks'])
      for (const statement of protectByTenant(table)) this.addSql(statement);
  }

  override down(): void {
    this.addSql(`drop table readings_kept_days, import_chunks, imports`);
  }
}

const statements = [
  `create table imports (
    tenant_id int not null references tenants (id),
    id uuid not null,
    state text not null check (state in
      ('uploading', 'uploaded', 'mapped', 'queued', 'running', 'finished', 'failed', 'cancelled')),
    file_name text not null,
    size_bytes bigint not null,
    received_bytes bigint not null default 0,
    detected jsonb,
    mapping jsonb,
    dry_run jsonb,
    scope int[],
    failure text,
    cancel_requested boolean not null default false,
    attempts int not null default 0,
    lease_owner text,
    lease_until timestamptz(3),
    created_by text,
    started_at timestamptz(3),
    finished_at timestamptz(3),
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  )`,
  `create index imports_by_time on imports (tenant_id, created_at desc)`,
  `create table import_chunks (
    tenant_id int not null,
    import_id uuid not null,
    seq int not null,
    position bigint not null,
    bytes_read bigint not null,
    rows_read bigint not null,
    stored bigint not null,
    duplicates bigint not null,
    conflicts bigint not null,
    missing bigint not null,
    rejected bigint not null,
    doubled_hours bigint not null,
    errors jsonb not null,
    error_bytes bigint not null,
    first_ms float8,
    last_ms float8,
    state jsonb not null,
    created_at timestamptz(3) not null default clock_timestamp(),
    primary key (tenant_id, import_id, seq),
    foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
  )`,
  `create table readings_kept_days (
    day date primary key,
    import_id uuid not null,
    created_at timestamptz(3) not null default now()
  )`,
  `grant select, insert, update, delete on imports to hydrant_app`,
  `grant select, delete on import_chunks to hydrant_app`,
  `grant insert on import_chunks to hydrant_ingest`,
  `grant select on readings_kept_days to hydrant_app`,
];
