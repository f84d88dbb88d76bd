/** State of an occurrence after ISA-18.2: `normal` is closed, the others are open. */
export type AlarmState = 'normal' | 'active_unacked' | 'active_acked' | 'cleared_unacked';

/** All states, in the order in which a console lists them. */
export const ALARM_STATES = ['active_unacked', 'active_acked', 'cleared_unacked', 'normal'] as const;

/** A user or program that acts on alarms. */
export interface Actor {
  /** UUID */
  id: string;
  /** As shown at the time. */
  name: string;
}

/** An operator's decision to keep an alarm out of sight for a while. */
export interface Shelving {
  /** End of the shelving whatever happens, Unix ms. */
  until: number;
  /** True: ends also when the alarm clears. */
  oneShot: boolean;
  reason: string;
}

/** One occurrence of an alarm: from the moment its condition began until it is cleared and acknowledged, or resolved. */
export interface Occurrence {
  state: AlarmState;
  /** Whether the condition still holds; may outlast a resolved occurrence. */
  conditionActive: boolean;
  /** Orthogonal to the state; null: not shelved. */
  shelving: Shelving | null;
  /** Suppressed by design, for example because a higher alarm explains it. */
  suppressed: boolean;
  /** Taken out of service, for example during maintenance. */
  outOfService: boolean;
  /** How often the alarm tripped since it was last acknowledged. */
  occurrences: number;
  /** Times in Unix ms; null: has not happened. */
  raisedAt: number;
  ackedAt: number | null;
  ackedBy: Actor | null;
  clearedAt: number | null;
  resolvedAt: number | null;
  /** What was found to be the reason, given at resolving. */
  cause: string | null;
  /** User who takes care of it. */
  owner: Actor | null;
}

/** True until the occurrence is cleared and acknowledged, or resolved. */
export function isOpen(occurrence: Pick<Occurrence, 'state'>): boolean {
  return occurrence.state !== 'normal';
}

/** True when the occurrence may call for attention: open, and neither shelved, suppressed nor out of service. */
export function isAnnounced(occurrence: Occurrence): boolean {
  return isOpen(occurrence) && occurrence.shelving === null && !occurrence.suppressed && !occurrence.outOfService;
}
