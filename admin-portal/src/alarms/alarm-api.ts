import { get, post, type QueryValue } from '../data/http';
import type { Alarm, AlarmState, Page } from '../data/types';
import type { CommandFields } from './alarm-state';

/** One line of an alarm's history. */
export interface AlarmTransition {
  /** Counts within the alarm, from 1. */
  seq: number;
  at: string;
  event: string;
  from: AlarmState;
  to: AlarmState;
  /** null: the platform. */
  actor: { id: string | null; name: string } | null;
  detail: Record<string, unknown>;
}

/** What became of one alarm in a command for many. */
export interface BulkResult {
  id: string;
  ok: boolean;
  /** The alarm afterwards; null when it was refused. */
  alert: Alarm | null;
  code: string | null;
  /** Why not; null when it worked. */
  detail: string | null;
}

/** Most transitions of one alarm that are shown. */
const MOST_TRANSITIONS = 200;

/** Alarms, one page. */
export function listAlarms(query: Record<string, QueryValue>, signal?: AbortSignal): Promise<Page<Alarm>> {
  return get<Page<Alarm>>('/alerts', query, signal);
}

/** An alarm by id. */
export function readAlarm(id: string, signal?: AbortSignal): Promise<Alarm> {
  return get<Alarm>(`/alerts/${encodeURIComponent(id)}`, undefined, signal);
}

/** Everything that happened to an alarm, newest first. */
export async function readTransitions(id: string, signal?: AbortSignal): Promise<AlarmTransition[]> {
  const answer = await get<{ data: AlarmTransition[] }>(
    `/alerts/${encodeURIComponent(id)}/transitions`,
    { limit: MOST_TRANSITIONS },
    signal,
  );
  return answer.data.toSorted((a, b) => b.seq - a.seq);
}

/** Gives one alarm a command; answers the alarm as it is then. */
export function commandAlarm(id: string, { command, ...body }: CommandFields): Promise<Alarm> {
  return post<Alarm>(`/alerts/${encodeURIComponent(id)}/${command}`, body);
}

/** Gives many alarms the same command; each succeeds or fails by itself. */
export async function commandAlarms(ids: readonly string[], fields: CommandFields): Promise<BulkResult[]> {
  const answer = await post<{ results: BulkResult[] }>('/alerts/commands', { ids, ...fields });
  return answer.results;
}
