import type { PluginProcess } from '@app/contracts';
import type { Work } from '@app/database';

interface StatusRow {
  instance_id: string;
  process: string;
  status: PluginProcess['status'];
  reason: string | null;
  details: Record<string, unknown>;
  restarts: number;
  since: Date;
  seen_at: Date;
}

/** A process that has not told of itself for so long does not count, s. */
const FRESH_S = 30;

/** How instances are in the processes that run them, by instance. */
export async function readStatuses(work: Work): Promise<Map<string, PluginProcess[]>> {
  const rows = await work.sql<StatusRow>(
    `select * from plugin_status where seen_at > now() - interval '${FRESH_S} s' order by process`,
  );
  const found = new Map<string, PluginProcess[]>();
  for (const { instance_id: id, process, status, reason, details, restarts, since, seen_at: seenAt } of rows) {
    const known = found.get(id) ?? [];
    known.push({
      process,
      status,
      reason,
      details,
      restarts,
      since: new Date(since).toISOString(),
      seenAt: new Date(seenAt).toISOString(),
    });
    found.set(id, known);
  }
  return found;
}

const ORDER: readonly PluginProcess['status'][] = ['down', 'degraded', 'starting', 'up', 'stopped'];

/** The worst of what its processes say. */
export function worstOf(processes: readonly PluginProcess[]): PluginProcess | undefined {
  return [...processes].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))[0];
}
