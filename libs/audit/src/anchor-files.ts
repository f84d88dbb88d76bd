import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable } from '@nestjs/common';
import type { Anchor } from './checkpoint';

/** Seals kept as files, outside the database: `<data directory>/audit-checkpoints/<tenant>-<seq>.json`. */
@Injectable()
export class AnchorFiles {
  readonly folder: string;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'HYDRANT_DATA_DIR'>) {
    this.folder = path.join(settings.HYDRANT_DATA_DIR, 'audit-checkpoints');
  }

  /** Writes a seal so that it is there whole or not at all. */
  async write(anchor: Anchor): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${anchor.tenant}-${String(anchor.seq).padStart(12, '0')}.json`);
    await writeFile(`${file}.new`, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** Seals of one tenant. */
  read(tenant: string): Promise<Anchor[]> {
    return readAnchors(this.folder, `${tenant}-`);
  }
}

/**
 * Reads seals from a folder; one that does not exist has none.
 * @throws {SyntaxError} when a file is no JSON
 */
export async function readAnchors(folder: string, prefix = ''): Promise<Anchor[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.startsWith(prefix) && name.endsWith('.json')).sort();
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Anchor));
}
