import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCan } from '../auth/ability';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { LonLat } from '../data/types';

/** Half the width of the shown surroundings, degrees of latitude (about 900 m). */
const SPAN = 0.008;

/** The box around a place as the API takes it: west, south, east, north. */
export function boxAround({ lon, lat }: LonLat, span = SPAN): string {
  const wide = span / Math.max(0.2, Math.cos((lat * Math.PI) / 180));
  return [lon - wide, lat - span, lon + wide, lat + span].map((degrees) => degrees.toFixed(5)).join(',');
}

/** What to draw around a place for orientation: the municipality's outline and the pipes nearby. */
export function useSurroundings(municipalityId: string, at: LonLat | null): readonly GeoJSON.Geometry[] {
  const municipality = useMunicipality(municipalityId);
  const allowed = useCan('read', 'Asset');
  const { data } = useQuery({
    queryKey: ['surroundings', municipalityId, at?.lon, at?.lat],
    queryFn: ({ signal }) =>
      get<GeoJSON.FeatureCollection>(
        '/gis/layers/assets',
        { municipalityId, bbox: boxAround(at ?? { lon: 0, lat: 0 }), class: 'pipe', limit: 1500 },
        signal,
      ),
    enabled: allowed && at !== null,
    staleTime: 10 * 60_000,
  });
  return useMemo(
    () => [
      ...(municipality?.boundary ? [municipality.boundary] : []),
      ...(data?.features ?? []).map(({ geometry }) => geometry),
    ],
    [municipality, data],
  );
}

/** A place that stands for a geometry: its first position. */
export function placeOf(geometry: GeoJSON.Geometry): LonLat | null {
  let part: unknown = 'coordinates' in geometry ? geometry.coordinates : null;
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
  return Array.isArray(part) && typeof part[0] === 'number' && typeof part[1] === 'number'
    ? { lon: part[0], lat: part[1] }
    : null;
}
