import type { NetworkCounts, NetworkImport } from '@app/contracts';
import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';

/** A network that has just become assets, before the commit. */
export interface ImportedNetwork {
  tenantId: number;
  /** Zone that was asked for; null: none. */
  zoneId: string | null;
  /** The file as it came. */
  inp: string;
  placement: NetworkImport['placement'];
  /** Lines of its title. */
  title: readonly string[];
  /** Its elements by kind. */
  elements: NetworkCounts;
  /** Who imported it. */
  by: string;
}

type Listener = (work: Work, imported: ImportedNetwork) => Promise<void>;

/** Whoever wants to keep more of an imported network than its assets. */
@Injectable()
export class NetworkImportListeners {
  private readonly listeners: Listener[] = [];

  /** The listener runs in the transaction of the import; what it throws undoes the import. */
  add(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Tells all listeners, one after the other. */
  async tell(work: Work, imported: ImportedNetwork): Promise<void> {
    for (const listener of this.listeners) await listener(work, imported);
  }
}
