/** Runs a query without parameters. */
type Ask = (sql: string) => Promise<{ name: string }[]>;

/** Functions that must be leakproof, or the planner will not use a spatial index under row security. */
const needed = ['geometry_overlaps', 'st_intersects', 'st_dwithin'];

/** Whether area and distance searches use their index; what is missing, if not. */
export interface SpatialIndexState {
  usable: boolean;
  /** Functions that a superuser still has to mark LEAKPROOF. */
  missing: string[];
}

/**
 * Looks whether the provisioning has marked the PostGIS functions behind our searches as LEAKPROOF (it needs a
 * superuser). Without it everything works, but a search reads all rows of the visible tenants.
 */
export async function spatialIndexUsable(ask: Ask): Promise<SpatialIndexState> {
  const rows = await ask(
    `select distinct p.proname as name from pg_proc p
      where p.proname in (${needed.map((name) => `'${name}'`).join(', ')}) and not p.proleakproof
        and p.proargtypes[0] = (select oid from pg_type where typname = 'geometry' limit 1) order by 1`,
  );
  const missing = rows.map(({ name }) => name);
  return { usable: !missing.includes('geometry_overlaps'), missing };
}
