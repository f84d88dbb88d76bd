import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ChildLimits } from './child-limits';

/** What the platform does itself goes first: one that computes for ever takes little from it. */
const PRIORITY = os.constants.priority.PRIORITY_BELOW_NORMAL;
const PAGE = 4_096;
const MB = 1_048_576;

/** A process of a plugin, and the connection that messages go over. */
export interface PluginProcess {
  child: ChildProcess;
  /** Not Node's own channel between processes: a child could bring its parent down over that one. */
  channel: Socket;
}

/**
 * Starts a process that has no environment, no credentials, no files but its own, no further processes or threads.
 * @param folder - what it may read, with the packages beside it
 */
export function startProcess(folder: string, { heapMb }: ChildLimits): PluginProcess {
  const runner = path.join(__dirname, existsSync(path.join(__dirname, 'runner.js')) ? 'runner.js' : 'runner.ts');
  const readable = [...readableFolders(folder).map((each) => `${each}/*`), runner];
  const options = [
    '--permission',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ...readable.map((each) => `--allow-fs-read=${each}`),
    `--max-old-space-size=${heapMb}`,
  ];
  const child = spawn(process.execPath, [...options, runner], {
    cwd: folder,
    env: { NODE_ENV: 'production', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) lower(child.pid);
  return { child, channel: child.stdio[3] as Socket };
}

function lower(pid: number): void {
  try {
    os.setPriority(pid, PRIORITY);
  } catch {
    // It has ended already, or this system knows no priorities.
  }
}

/** Its own folder, and the folders of packages in and above it that belong to the installation of plugins. */
function readableFolders(folder: string): string[] {
  const real = realpathSync(folder);
  const folders = [folder, real];
  for (let at = real; path.dirname(at) !== at; at = path.dirname(at)) {
    const modules = path.basename(at) === 'node_modules' ? at : path.join(at, 'node_modules');
    if (existsSync(modules)) folders.push(modules, realpathSync(modules));
  }
  return [...new Set(folders)];
}

/** Memory that a process holds, MiB; 0 where it cannot be told. */
export function residentMb(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * PAGE) / MB;
  } catch {
    return 0;
  }
}
