// @ts-check
/** Tells whether sources have changed since the last build. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'fixtures', '.git']);

/**
 * A digest of names, sizes and times of all files below some places.
 * @param {string} root
 * @param {string[]} places - files or folders below `root`; missing ones count as such
 * @returns {string}
 */
export function digestOf(root, places) {
  const hash = createHash('sha256');
  for (const place of places) visit(path.join(root, place));
  return hash.digest('hex');

  /** @param {string} file */
  function visit(file) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      hash.update(`${path.relative(root, file)}|${found.size}|${found.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(file).sort()) if (!SKIPPED.has(name)) visit(path.join(file, name));
  }
}
