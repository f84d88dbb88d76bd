import type { Feature, FeatureCollection, Geometry, MultiPolygon, Point, Polygon } from 'geojson';
import type { Alarm, Municipality, OverviewMunicipality } from '../data/types';
import type { Quantity } from '../i18n/format';
import { totalAlarms } from '../overview/summary';
import { PRIORITIES, type Priority } from '../theme/tokens';
import type { LeakSuspect } from '../twin/types';

/** Properties of a sensor in the sensors layer of the API. */
export interface SensorProperties {
  id: string;
  municipalityId: string;
  code: string;
  name: string;
  quantity: Quantity;
  unit: string;
  displayUnit: string;
  state: string;
  value: number | null;
  /** Value with unit, written for the reader. */
  text?: string;
}

export type SensorFeature = Feature<Point, SensorProperties>;

/** 4 critical, 3 high, 2 medium, 1 low, 0 none. */
export function rankOf(priority: Priority | null): number {
  return priority === null ? 0 : PRIORITIES.length - PRIORITIES.indexOf(priority);
}

/** Alarms that have a place, as map features; those kept quiet are left out. */
export function alarmFeatures(alarms: readonly Alarm[], isQuiet: (alarm: Alarm) => boolean): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: alarms.flatMap((alarm): Feature<Point>[] => {
      if (!alarm.location || isQuiet(alarm)) return [];
      return [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [alarm.location.lon, alarm.location.lat] },
          properties: {
            id: alarm.id,
            sensorId: alarm.sensorId,
            rank: rankOf(alarm.priority),
            unacked: alarm.state === 'active_unacked' || alarm.state === 'cleared_unacked' ? 1 : 0,
          },
        },
      ];
    }),
  };
}

/** Municipalities as shaded areas, and their names as points. */
export function municipalityFeatures(
  municipalities: readonly Municipality[],
  states: readonly OverviewMunicipality[],
): { areas: FeatureCollection<Polygon | MultiPolygon>; labels: FeatureCollection<Point> } {
  const stateOf = new Map(states.map((state) => [state.id, state]));
  const areas: Feature<Polygon | MultiPolygon>[] = [];
  const labels: Feature<Point>[] = [];
  for (const { id, name, center, boundary } of municipalities) {
    const state = stateOf.get(id);
    const priority = state?.worstPriority ?? null;
    const properties = {
      id,
      name,
      priority: priority ?? 'none',
      rank: rankOf(priority),
      count: state ? totalAlarms(state.alerts) : 0,
    };
    if (boundary) areas.push({ type: 'Feature', geometry: boundary, properties });
    if (center)
      labels.push({ type: 'Feature', geometry: { type: 'Point', coordinates: [center.lon, center.lat] }, properties });
  }
  return {
    areas: { type: 'FeatureCollection', features: areas },
    labels: { type: 'FeatureCollection', features: labels },
  };
}

/** Areas of suspected leaks, as map features. */
export function suspectFeatures(suspects: readonly LeakSuspect[]): FeatureCollection<MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: suspects.flatMap(({ id, area }): Feature<MultiPolygon>[] =>
      area ? [{ type: 'Feature', geometry: area, properties: { id } }] : [],
    ),
  };
}

/** One geometry as a collection; null: an empty one. */
export function only(geometry: Geometry | null): FeatureCollection {
  return { type: 'FeatureCollection', features: geometry ? [{ type: 'Feature', geometry, properties: {} }] : [] };
}
