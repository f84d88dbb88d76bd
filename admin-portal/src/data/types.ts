import type { Schemas } from '@app/api-client';
import type { MultiPolygon, Polygon } from 'geojson';
import type { Quantity } from '../i18n/format';
import type { MarkKind, Priority } from '../theme/tokens';

/** A page of a list. */
export interface Page<T> {
  data: T[];
  page: { number: number; size: number; total: number };
}

/** A stretch of an append-only list; `next` null: the end. */
export interface Stretch<T> {
  data: T[];
  page: { next: string | null };
}

/** WGS 84 position, degrees. */
export interface LonLat {
  lon: number;
  lat: number;
}

export interface Municipality {
  id: string;
  regionId: string | null;
  code: string;
  name: string;
  population: number | null;
  /** IANA zone. */
  timeZone: string;
  center: LonLat;
  boundary: Polygon | MultiPolygon | null;
  version: number;
}

export type AlarmCounts = Schemas['AlertCounts'];

export type AlarmState = 'normal' | 'active_unacked' | 'active_acked' | 'cleared_unacked';

/** An alarm; the API calls it alert. Values are in `unit` (canonical UCUM). */
/** What a model, a course, the hydraulic twin or a balance found. */
export interface Finding {
  /** `course.step`, `model.recent`, `twin.above`, `leak.night` ... */
  code: string;
  values: Partial<Record<string, { value: number; unit: string }>>;
  names: string[];
  since: string | null;
  moment: { weekday: number; hour: number; holiday: boolean } | null;
}

export interface Alarm {
  id: string;
  municipalityId: string;
  sensorId: string;
  sensorCode: string;
  sensorName: string;
  quantity: Quantity;
  kind: 'threshold' | 'range' | 'rate' | 'zscore' | 'stuck' | 'silence' | 'anomaly' | 'model' | 'twin' | 'leak';
  limitName: string | null;
  priority: Priority;
  state: AlarmState;
  shelvedUntil: string | null;
  shelveReason: string | null;
  oneShotShelved: boolean;
  suppressed: boolean;
  outOfService: boolean;
  /** Found in readings that came too late to act upon; never open. */
  historical: boolean;
  value: number | null;
  limit: number | null;
  unit: string | null;
  /** Unit (UCUM) in which people want to see the sensor. */
  displayUnit: string | null;
  /** What happened in one English sentence, canonical units; for what has no `finding`. */
  message: string;
  /** What was found, as data; null: value and limit say all, or an older alarm. */
  finding: Finding | null;
  /** Trips since the last acknowledgement. */
  occurrences: number;
  raisedAt: string;
  ackedAt: string | null;
  ackedBy: string | null;
  clearedAt: string | null;
  resolvedAt: string | null;
  cause: string | null;
  owner: { id: string; name: string } | null;
  location: LonLat | null;
  version: number;
}

export interface Thresholds {
  lowLow: number | null;
  low: number | null;
  high: number | null;
  highHigh: number | null;
}

export interface Sensor {
  id: string;
  municipalityId: string;
  code: string;
  name: string;
  deviceId: string | null;
  /** What its device calls it. */
  channel: string | null;
  channelUnit: string | null;
  assetId: string | null;
  zoneId: string | null;
  quantity: Quantity;
  unit: string;
  displayUnit: string | null;
  location: LonLat | null;
  rangeMin: number | null;
  rangeMax: number | null;
  thresholds: Thresholds | null;
  intervalS: number | null;
  status: 'active' | 'out_of_service';
  latest: { time: string; value: number; quality: number } | null;
  state: MarkKind;
  version: number;
}

/** Readings for a chart; `null` in a series is a gap. Times oldest first. */
export interface Readings {
  unit: string;
  from: string;
  to: string;
  /** Seconds per bucket; null: raw readings. */
  bucketS: number | null;
  times: string[];
  mean: (number | null)[];
  min: (number | null)[];
  max: (number | null)[];
  quality: (number | null)[];
  count: number[];
}

/** What a sensor's detector expected and found. Columns are as long as `times`; null: not enough was learned. */
export interface SensorCourse {
  kind: 'flow' | 'pressure' | 'level' | 'quality' | 'meter' | 'any' | null;
  unit: string;
  from: string;
  to: string;
  learnedFrom: string | null;
  daysPerFalseAlarm: number | null;
  times: string[];
  expected: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  score: number[];
  events: {
    raisedAt: string;
    endedAt: string | null;
    since: string | null;
    cause: string;
    score: number;
    value: number | null;
    expected: number | null;
    size: number | null;
  }[];
}

export type OverviewMunicipality = Schemas['OverviewMunicipality'];

export type Overview = Schemas['Overview'];

/** `Ours`, provided that everything the API sends fits it: a change of the API shows here first. */
type Fits<Ours, Api extends Ours> = [Ours, Api];

/** Where the portal narrows or simplifies a form of the API, the two are compared when the portal is compiled. */
export type CheckedForms = [
  Fits<Omit<Alarm, 'quantity'>, Schemas['Alert']>,
  Fits<Omit<Sensor, 'quantity' | 'state'>, Schemas['Sensor']>,
  Fits<Omit<Municipality, 'boundary'>, Schemas['Municipality']>,
];
