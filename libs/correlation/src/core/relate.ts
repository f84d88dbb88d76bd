import { familyOf, type Finding } from './finding';
import type { PipeNetwork } from './pipe-network';

/** Mean radius of the earth, m (IUGG). */
const EARTH_M = 6_371_009;

/** Windows and distances within which alarms may have one cause. */
export const relationLimits = {
  /** Between the alarms of one hydraulic or quality event, ms. */
  windowMs: 30 * 60_000,
  /** Devices that lose power or network together fall silent within this, ms: their patience differs by intervals. */
  silenceMs: 20 * 60_000,
  /** A leak shows in night flow, balance and residuals days apart, ms. */
  leakMs: 3 * 86_400_000,
  /** Sensors nearer than this stand in one neighbourhood, m. */
  nearM: 800,
  /** The same along pipes, m: streets take their corners. */
  pipesM: 1_200,
} as const;

/** Why two alarms belong together; null: they do not. */
export type Relation = 'device' | 'asset' | 'zone' | 'pipes' | 'near' | 'silence' | 'sensor';

/**
 * Whether one cause may stand behind two alarms of one municipality, and by what it shows.
 * @param network - its pipes; null when they are not known
 */
export function relate(a: Finding, b: Finding, network: PipeNetwork | null = null): Relation | null {
  const apartMs = gapMs(a, b);
  if (apartMs > (isSlow(a, b) ? relationLimits.leakMs : relationLimits.windowMs)) return null;
  if (a.sensorId === b.sensorId) return 'sensor';
  const [familyA, familyB] = [familyOf(a), familyOf(b)];
  if (a.deviceId !== null && a.deviceId === b.deviceId) {
    // A device that fails takes all its sensors along; that two of them break limits may have a cause in the water.
    const failing = familyA === 'communication' || familyA === 'instrument';
    return familyA === familyB || (failing && (familyB === 'communication' || familyB === 'instrument'))
      ? 'device'
      : null;
  }
  if (familyA !== familyB || familyA === 'instrument') return null;
  if (familyA === 'communication') return apartMs <= relationLimits.silenceMs && isNear(a, b) ? 'silence' : null;
  if (a.assetId !== null && a.assetId === b.assetId) return 'asset';
  if (network !== null && a.elementId !== null && b.elementId !== null)
    return relateByPipes(a, b, a.elementId, b.elementId, network);
  // Neighbouring zones are parted by closed valves: to stand side by side says nothing then.
  if (a.zoneId !== null && b.zoneId !== null) return a.zoneId === b.zoneId ? 'zone' : null;
  const metres = distanceM(a, b);
  return metres !== null && metres <= relationLimits.nearM ? 'near' : null;
}

/** The same of two alarms whose places in the network are known: water has to lead from one to the other. */
function relateByPipes(
  a: Finding,
  b: Finding,
  from: string,
  to: string,
  network: PipeNetwork,
): Extract<Relation, 'zone' | 'pipes'> | null {
  const isReached = network.wayM(from, to) !== null;
  const goTogether = a.quantity !== 'pressure' || b.quantity !== 'pressure' || network.sharesPressure(from, to);
  if (a.zoneId === null || a.zoneId !== b.zoneId) return isReached && goTogether ? 'pipes' : null;
  // What is wrong with a zone shows all over it, except in parts that are shut off or kept at a pressure of their own.
  return isReached || (goTogether && network.isJoined(from, to)) ? 'zone' : null;
}

/** Kinds in which a leak shows slowly; a broken limit is sudden, and has a cause of its own beside a leak that runs for days. */
const slowKinds = new Set(['leak', 'twin', 'model', 'anomaly']);

function isSlow(a: Finding, b: Finding): boolean {
  return (a.kind === 'leak' || b.kind === 'leak') && slowKinds.has(a.kind) && slowKinds.has(b.kind);
}

/** Time between two alarms while neither held, ms; 0 when they held at the same time. */
function gapMs(a: Finding, b: Finding): number {
  const [first, second] = a.raisedAt <= b.raisedAt ? [a, b] : [b, a];
  // A leak runs on for weeks: how long ago it was found counts, not that it still runs.
  const until = first.kind === 'leak' ? first.raisedAt : (first.clearedAt ?? first.raisedAt);
  const end = Math.max(first.raisedAt, Math.min(until, second.raisedAt));
  return second.raisedAt - end;
}

function isNear(a: Finding, b: Finding): boolean {
  if (a.zoneId !== null && a.zoneId === b.zoneId) return true;
  const metres = distanceM(a, b);
  // Masts and feeders serve a town's quarter, not a street.
  return metres !== null && metres <= 3 * relationLimits.nearM;
}

/** Great-circle distance (haversine formula), m; null when a place is not known. */
export function distanceM(a: Pick<Finding, 'lon' | 'lat'>, b: Pick<Finding, 'lon' | 'lat'>): number | null {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return null;
  const rad = Math.PI / 180;
  const u = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2;
  const v = Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(u + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * v));
}
