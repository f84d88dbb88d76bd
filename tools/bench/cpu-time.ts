import { readFileSync, readdirSync } from 'node:fs';

/** A hundredth of a second on every Linux. */
const TICKS_PER_S = 100;

/** CPU time of a process, s; `withChildren`: and of its children, those that have ended included. */
export function cpuSeconds(pid: number, withChildren = false): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      // The name stands in parentheses and may hold spaces.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isSelf = Number(entry) === pid;
      if (!isSelf && !(withChildren && Number(fields[1]) === pid)) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
      if (isSelf && withChildren) ticks += Number(fields[13]) + Number(fields[14]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / TICKS_PER_S;
}

/** Resident memory of a process, MiB. */
export function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}
