import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMunicipalities } from '../data/municipalities';
import { get } from '../data/http';
import type { Overview } from '../data/types';
import type { MapArea } from './area-map';
import { totalAlarms } from './summary';

type ZoneCollection = FeatureCollection<Polygon | MultiPolygon | null, { id?: string; name?: string }>;

/** Municipalities as areas, shaded by their worst alarm. `label` makes the sentence that is read aloud. */
export function useMunicipalityAreas(
  overview: Overview | undefined,
  label: (name: string, alarms: number) => string,
): MapArea[] {
  const { municipalities } = useMunicipalities();
  return useMemo(() => {
    const boundaries = new Map(municipalities.map((item) => [item.id, item.boundary]));
    return (overview?.municipalities ?? []).map((item) => {
      const count = totalAlarms(item.alerts);
      return {
        id: item.id,
        name: item.name,
        boundary: boundaries.get(item.id) ?? null,
        center: item.center,
        priority: item.worstPriority,
        count,
        label: label(item.name, count),
      };
    });
    // `label` is a fresh function each time, but its words only change with the language, which remounts nothing.
  }, [overview, municipalities]);
}

/** Zones of a municipality as plain areas; the municipality's own boundary lies under them. */
export function useZoneAreas(municipalityId: string | null): MapArea[] {
  const { municipalities } = useMunicipalities();
  const { data } = useQuery({
    queryKey: ['zone-areas', municipalityId],
    enabled: municipalityId !== null,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => get<ZoneCollection>('/gis/layers/zones', { municipalityId, limit: 500 }, signal),
  });
  return useMemo(() => {
    const own = municipalities.find((item) => item.id === municipalityId);
    const zones = (data?.features ?? []).flatMap((feature): MapArea[] => {
      const id = feature.properties.id ?? String(feature.id);
      if (!feature.geometry) return [];
      return [
        {
          id,
          name: shortName(feature.properties.name ?? '', own?.name),
          boundary: feature.geometry,
          center: centreOf(feature.geometry),
          priority: null,
          count: 0,
          label: feature.properties.name ?? '',
        },
      ];
    });
    if (zones.length > 0 || !own) return zones;
    return [
      {
        id: own.id,
        name: own.name,
        boundary: own.boundary,
        center: own.center,
        priority: null,
        count: 0,
        label: own.name,
      },
    ];
  }, [data, municipalities, municipalityId]);
}

/** A zone's name without the municipality's, which stands above the map. */
function shortName(name: string, municipality: string | undefined): string {
  const rest = municipality && name.startsWith(`${municipality} `) ? name.slice(municipality.length + 1) : '';
  return rest || name;
}

function centreOf(area: Polygon | MultiPolygon): { lon: number; lat: number } | null {
  const ring = area.type === 'Polygon' ? area.coordinates[0] : area.coordinates[0]?.[0];
  if (!ring?.length) return null;
  const sum = ring.reduce((total, [lon, lat]) => [total[0] + lon, total[1] + lat], [0, 0]);
  return { lon: sum[0] / ring.length, lat: sum[1] / ring.length };
}
