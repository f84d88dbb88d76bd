import type { Finding } from './finding';
import type { PipeNetwork } from './pipe-network';
import { relate } from './relate';

/** Alarms of one cause, as far as is known. */
export interface Group {
  /** Id of an event that is stored already; null for a new one. */
  readonly id: string | null;
  readonly findings: Finding[];
}

/**
 * Puts alarms into groups of one cause, oldest first: an alarm joins the group that it is related to (the one with the
 * newest related alarm where there are several, so that an old event does not swallow a new one), or opens a group.
 * What was put together stays together: operators work with events that do not change their members.
 *
 * @param events - events that may still grow, with all their alarms
 * @param fresh - alarms without event, of the same municipality
 * @param network - its pipes; null when they are not known
 * @returns the groups that have gained something
 */
export function gather(
  events: readonly Group[],
  fresh: readonly Finding[],
  network: PipeNetwork | null = null,
): Group[] {
  const groups: Group[] = events.map(({ id, findings }) => ({ id, findings: [...findings] }));
  const touched = new Set<Group>();
  for (const finding of fresh.toSorted((a, b) => a.raisedAt - b.raisedAt || (a.alertId < b.alertId ? -1 : 1))) {
    let best: Group | null = null;
    let newest = Number.NEGATIVE_INFINITY;
    for (const group of groups) {
      for (const other of group.findings) {
        if (other.raisedAt <= newest || relate(finding, other, network) === null) continue;
        newest = other.raisedAt;
        best = group;
      }
    }
    if (best === null) groups.push((best = { id: null, findings: [] }));
    best.findings.push(finding);
    touched.add(best);
  }
  return groups.filter((group) => touched.has(group));
}
