import { useState } from 'react';
import type { AlarmGroup } from './alarm-lines';

interface Shown {
  /** Question that the groups answer. */
  question: string;
  groups: readonly AlarmGroup[];
}

/** Groups as they are shown while the list may have to hold still. */
export interface StillGroups {
  groups: readonly AlarmGroup[];
  /** Groups that have come since, held back. */
  waiting: readonly AlarmGroup[];
  held: boolean;
  hold: () => void;
  release: () => void;
  showWaiting: () => void;
}

/**
 * Groups that come, go and move only when nobody's pointer is on the list: until then those shown change in place.
 * @param fresh - the newest answer
 */
export function useStillGroups(fresh: readonly AlarmGroup[], question: string): StillGroups {
  const [kept, setKept] = useState<Shown | null>(null);
  const still = kept !== null && kept.question === question ? kept : null;
  const byId = new Map(fresh.map((group) => [group.id, group]));
  const known = new Set(still?.groups.map(({ id }) => id));
  return {
    groups: still === null ? fresh : still.groups.map((group) => byId.get(group.id) ?? group),
    waiting: still === null ? [] : fresh.filter(({ id }) => !known.has(id)),
    held: still !== null,
    hold: () => setKept((before) => (before?.question === question ? before : { question, groups: fresh })),
    release: () => setKept(null),
    showWaiting: () => setKept((before) => before && { question, groups: fresh }),
  };
}
