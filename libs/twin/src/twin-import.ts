import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type ImportedNetwork, NetworkImportListeners } from '@app/assets';
import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';

/** Keeps the file of every network import as a revision of the municipality's twin, and makes the twin with the first. */
@Injectable()
export class TwinImport {
  constructor(listeners: NetworkImportListeners) {
    listeners.add((work, imported) => this.keep(work, imported));
  }

  /** The newest import is calculated from now on; what was learned of another network is forgotten. */
  private async keep(work: Work, imported: ImportedNetwork): Promise<void> {
    const { tenantId, zoneId, title, elements, inp, placement, by } = imported;
    const name =
      title
        .find((line) => line.trim() !== '')
        ?.trim()
        .slice(0, 200) ?? 'Network';
    const [twin] = await work.sql<{ id: string; revision: number }>(
      `insert into twins (tenant_id, id, zone_id, name, revision) values (?, ?, ?, ?, 1)
       on conflict (tenant_id, zone_id) do update set name = excluded.name, memory = '{}', last_slot = null, asked_slot = null,
         suggested_at = null, failure = null, version = twins.version + 1, updated_at = now(),
         revision = (select max(r.revision) + 1 from twin_revisions r where r.tenant_id = twins.tenant_id and r.twin_id = twins.id)
       returning id, revision`,
      [tenantId, uuidv7(), zoneId, name],
    );
    if (twin === undefined) return;
    await work.sql(
      `insert into twin_revisions (tenant_id, twin_id, revision, inp, title, placement, counts, created_by)
       values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)`,
      [
        tenantId,
        twin.id,
        twin.revision,
        await promisify(gzip)(inp),
        name,
        JSON.stringify(placement),
        JSON.stringify(elements),
        by,
      ],
    );
  }
}
