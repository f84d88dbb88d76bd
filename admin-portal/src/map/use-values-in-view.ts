import { useEffect, useMemo, useRef, useState } from 'react';
import type { Format } from '../i18n/use-format';
import { useLiveValues } from '../live/live';
import { converter, shownUnit } from '../sensors/chart/units';
import type { SensorFeature } from './features';
import type { Bounds } from './map-view';
import type { useMapSensors } from './use-map-data';

type Sensors = ReturnType<typeof useMapSensors>;

/** Most sensors whose values are followed at once. */
const MOST = 400;

/** How often the map redraws values, ms. */
const REDRAW_MS = 2000;

/** Sensors whose values are readable at the moment: in view and close enough. */
export function sensorsInView(features: readonly SensorFeature[], view: Bounds | null): SensorFeature[] {
  if (!view) return [];
  const [west, south, east, north] = view;
  const inView = features.filter(({ geometry: { coordinates } }) => {
    const [lon, lat] = coordinates;
    return lon >= west && lon <= east && lat >= south && lat <= north;
  });
  return inView.slice(0, MOST);
}

/**
 * The sensors with their newest values written beside those in view.
 * @param view - what is in view when close enough to read values; null: no values are followed
 */
export function useValuesInView(sensors: Sensors, view: Bounds | null, format: Format): Sensors {
  const ids = useMemo(
    () => sensorsInView((sensors?.features ?? []) as SensorFeature[], view).map((feature) => feature.properties.id),
    [sensors, view],
  );
  const live = useLiveValues(ids);
  const [drawn, setDrawn] = useState(live);
  const newest = useRef(live);
  newest.current = live;
  useEffect(() => {
    if (ids.length === 0) return undefined;
    const timer = setInterval(() => setDrawn(newest.current), REDRAW_MS);
    return () => clearInterval(timer);
  }, [ids]);
  return useMemo(() => {
    if (!sensors || ids.length === 0) return sensors;
    const followed = new Set(ids);
    return {
      ...sensors,
      features: sensors.features.map((feature) => {
        const { id, quantity, displayUnit, value } = feature.properties;
        if (!followed.has(id)) return feature;
        const unit = shownUnit(quantity, displayUnit);
        const now = drawn.get(id)?.value ?? value;
        return now === null || now === undefined
          ? feature
          : {
              ...feature,
              properties: { ...feature.properties, text: format.quantity(converter(quantity, unit)(now), unit) },
            };
      }),
    };
  }, [sensors, ids, drawn, format]);
}
