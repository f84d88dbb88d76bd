/**
 * Row-level security for a tenant-owned table, after the one pattern of this schema: enabled and forced, one policy
 * on the transaction's `app.tenants` setting. The sub-select keeps the list an init plan, evaluated once a statement.
 */
export function protectByTenant(table: string, column = 'tenant_id'): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy tenant_scope on ${table} using (${inScope(column)}) with check (${inScope(column)})`,
  ];
}

/** Condition that a tenant column lies within the scope of the transaction; no scope, no rows. */
export function inScope(column: string): string {
  return `${column} = any ((select string_to_array(nullif(current_setting('app.tenants', true), ''), ',')::int[])::int[])`;
}

/** Refuses UPDATE, DELETE and TRUNCATE on a table, whoever asks. */
export function appendOnly(table: string): string[] {
  return [
    `create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change()`,
  ];
}
