import { UnitOfWork, type Work } from '@app/database';
import { SealedBox, UnsealError } from '@app/secrets';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';

/** A row of `plugin_instances`. */
export interface InstanceRow {
  tenant_id: number;
  id: string;
  plugin: string;
  name: string;
  enabled: boolean;
  config: Record<string, unknown>;
  secrets_sealed: Buffer | null;
  secret_fields: string[];
  confirmed_capabilities: string[] | null;
  confirmed_version: string | null;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  disabled_reason: string | null;
  restarts: number;
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Instances of plugins in the database. */
@Injectable()
export class InstanceStore {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly box: SealedBox,
  ) {}

  /** All instances, whoever asks: for the host. */
  all(): Promise<InstanceRow[]> {
    return this.units.runApart(this.tree.all(), (work) =>
      work.sql<InstanceRow>('select * from plugin_instances order by plugin, name'),
    );
  }

  /** Internal number of the nation; null before it has been made. */
  nation(): number | null {
    try {
      return this.tree.nation().id;
    } catch {
      return null;
    }
  }

  /** Makes the rows of default instances that are missing. Without a nation there is nothing to hang them on yet. */
  async ensure(defaults: readonly { id: string; plugin: string; name: string }[]): Promise<void> {
    const nation = this.nation();
    if (nation === null) return;
    await this.units.runApart([nation], async (work) => {
      for (const { id, plugin, name } of defaults) {
        await work.sql(
          `insert into plugin_instances (tenant_id, id, plugin, name, enabled, config) values (?, ?, ?, ?, true, '{}')
           on conflict do nothing`,
          [nation, id, plugin, name],
        );
      }
    });
  }

  /** Takes an instance out of service that has failed too often. @returns false when there is no such row */
  disable(id: string, reason: string, note: (work: Work, row: InstanceRow) => void): Promise<boolean> {
    return this.units.runApart(this.tree.all(), async (work) => {
      const [row] = await work.sql<InstanceRow>(
        `update plugin_instances set enabled = false, disabled_reason = ?, version = version + 1, updated_at = now()
         where id = ? and enabled returning *`,
        [reason.slice(0, 1_000), id],
      );
      if (row !== undefined) note(work, row);
      return row !== undefined;
    });
  }

  /** The secrets of a row, by field. */
  secretsOf({ id, secrets_sealed: sealed }: Pick<InstanceRow, 'id' | 'secrets_sealed'>): Record<string, unknown> {
    if (sealed === null) return {};
    return JSON.parse(this.box.open(sealed, id).toString()) as Record<string, unknown>;
  }

  /** As {@link secretsOf}; none when they were sealed with another key, so that new ones can be set. */
  openable(row: Pick<InstanceRow, 'id' | 'secrets_sealed'>): Record<string, unknown> {
    try {
      return this.secretsOf(row);
    } catch (error) {
      if (error instanceof UnsealError) return {};
      throw error;
    }
  }

  /** @returns null when there are none */
  seal(id: string, secrets: Readonly<Record<string, unknown>>): Buffer | null {
    if (Object.keys(secrets).length === 0) return null;
    return this.box.seal(Buffer.from(JSON.stringify(secrets)), id);
  }
}
