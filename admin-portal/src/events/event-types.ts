import type { Alarm } from '../data/types';
import type { Priority } from '../theme/tokens';

/** Causes that an event may have. */
export const CAUSES = [
  'burst',
  'leak',
  'pump_trip',
  'valve',
  'fire_fighting',
  'tank_level',
  'meter_fault',
  'communication_loss',
  'power_cut',
  'water_quality',
  'unknown',
] as const;

/** What people may have found out. */
export const CONFIRMED = [...CAUSES, 'planned_work', 'false_alarm'] as const;

/** Alarms of one cause. */
export interface NetworkEvent {
  id: string;
  municipalityId: string;
  zoneId: string | null;
  zoneName: string | null;
  priority: Priority;
  hypothesis: string;
  /** 0 to 1 */
  confidence: number;
  hypotheses: { kind: string; confidence: number; reasons: string[] }[];
  confirmed: string | null;
  confirmedBy: string | null;
  confirmedAt: string | null;
  note: string | null;
  alarms: number;
  sensors: number;
  location: { lon: number; lat: number } | null;
  startedAt: string;
  lastAt: string;
  endedAt: string | null;
  version: number;
}

export interface EventDetail extends NetworkEvent {
  alerts: Alarm[];
}
