// @ts-check
/** Before a detection command: installs what is missing and builds the back end if it has changed. Safe to run side by side. */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installPackages } from '../launcher/install.mjs';
import { step } from '../launcher/log.mjs';
import { ROOT } from '../launcher/paths.mjs';

const LOCK = path.join(ROOT, 'node_modules/.cache/detect-build.lock');
/** A lock this old was left by a command that was killed, ms. */
const STALE_MS = 300_000;

await installPackages(step);
const { build } = await import('../build.mjs');
await locked(() => build({ only: 'server' }));

/** @param {() => Promise<void>} work */
async function locked(work) {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  while (!taken()) await wait(200);
  try {
    await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Tries to take the lock; one left behind is removed. */
function taken() {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - since > STALE_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
