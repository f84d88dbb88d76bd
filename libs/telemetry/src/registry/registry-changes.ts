import { UnitOfWork } from '@app/database';
import { Injectable } from '@nestjs/common';

/** What has changed since a version of the registry. */
export interface RegistryChanges {
  /** Number of the last change. */
  version: string;
  /** Internal numbers of all tenants: what to read the rows with. */
  tenants: number[];
  /** UUIDs of the devices and sensors to read anew; null: all of them, as too much has changed. */
  changed: { devices: string[]; sensors: string[] } | null;
}

/** Beyond so many versions or objects, reading everything is quicker than picking; older changes are forgotten. */
const MAX_VERSIONS = 1_000;
const MAX_CHANGES = 5_000;

/** Tells those who keep devices and sensors in memory what they have to read anew. */
@Injectable()
export class RegistryChangeLog {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @param version - of what is known; '' for nothing
   * @returns null when nothing has changed
   */
  since(version: string): Promise<RegistryChanges | null> {
    return this.work.run([], async ({ sql }) => {
      const [row] = await sql<{ version: string }>('select version::text as version from registry_version');
      const current = row?.version ?? '';
      if (current === version) return null;
      const tenants = (await sql<{ id: number }>('select id from tenants')).map(({ id }) => id);
      if (version === '' || Number(current) - Number(version) > MAX_VERSIONS || Number(current) < Number(version)) {
        return { version: current, tenants, changed: null };
      }
      const rows = await sql<{ kind: 'device' | 'sensor'; id: string }>(
        `select distinct kind, id from registry_changes where version > ?::bigint and version <= ?::bigint
           limit ${MAX_CHANGES + 1}`,
        [version, current],
      );
      if (rows.length > MAX_CHANGES) return { version: current, tenants, changed: null };
      const ids = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ id }) => id);
      return { version: current, tenants, changed: { devices: ids('device'), sensors: ids('sensor') } };
    });
  }
}
