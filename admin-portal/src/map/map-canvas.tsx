import Box from '@mui/material/Box';
import type { FeatureCollection, Geometry, Point } from 'geojson';
import { useTranslate } from 'ra-core';
import { useEffect, useRef } from 'react';
import { fontSizes } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import type { Camera, Chosen, Shown } from './layers';
import { type Bounds, type FilledSource, MapView } from './map-view';

export interface MapCanvasProps {
  municipalityId: string | null;
  camera: Camera | null;
  data: Readonly<Partial<Record<FilledSource, FeatureCollection>>>;
  shown: Shown;
  /** Geometry of the chosen thing, to mark it. */
  marked: Geometry | null;
  /** A place to go to; a new object goes again. */
  target: { place: [lon: number, lat: number] } | { bounds: Bounds } | null;
  onChoose: (chosen: Chosen | null) => void;
  onMove: (camera: Camera, bounds: Bounds) => void;
}

/** The map itself. It is drawn anew when the look or the municipality changes. */
export function MapCanvas(props: MapCanvasProps) {
  const { municipalityId, data, shown, marked, target } = props;
  const colors = useColors();
  const translate = useTranslate();
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const camera = useRef(props.camera);

  useEffect(() => {
    if (!container.current) return undefined;
    const made = new MapView({
      container: container.current,
      colors,
      municipalityId,
      camera: camera.current,
      words: {
        'Map.Title': translate('map.title'),
        'NavigationControl.ZoomIn': translate('map.zoom_in'),
        'NavigationControl.ZoomOut': translate('map.zoom_out'),
      },
      onChoose: (chosen) => latest.current.onChoose(chosen),
      onMove: (next, bounds) => {
        camera.current = next;
        latest.current.onMove(next, bounds);
      },
      onReady: () => undefined,
    });
    view.current = made;
    const { data: filled, shown: visible, marked: geometry, target: place } = latest.current;
    for (const [source, features] of Object.entries(filled)) made.fill(source as FilledSource, features);
    made.show(visible);
    made.mark(geometry);
    if (place && camera.current === null) go(made, place, false);
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(container.current);
    return () => {
      observer.disconnect();
      made.destroy();
      view.current = null;
    };
    // The words only change with the language, which also changes the look's direction.
  }, [colors, municipalityId]);

  for (const source of ['municipalities', 'labels', 'sensors', 'alarms', 'suspects', 'affected'] as const)
    useFilled(view, source, data[source]);
  useEffect(() => view.current?.show(shown), [shown]);
  useEffect(() => view.current?.mark(marked), [marked]);
  useEffect(() => {
    if (target && view.current) go(view.current, target, camera.current !== null);
  }, [target]);

  return <Box ref={container} dir="ltr" sx={{ inlineSize: '100%', blockSize: '100%', ...controls(colors) }} />;
}

function useFilled(
  view: { current: MapView | null },
  source: FilledSource,
  features: FeatureCollection | FeatureCollection<Point> | undefined,
): void {
  useEffect(() => {
    if (features) view.current?.fill(source, features);
  }, [view, source, features]);
}

function go(view: MapView, target: NonNullable<MapCanvasProps['target']>, animate: boolean): void {
  if ('bounds' in target) view.fit(target.bounds, animate);
  else view.goTo(...target.place);
}

/** MapLibre's own controls in the portal's look. */
function controls(colors: ReturnType<typeof useColors>) {
  return {
    '& .maplibregl-ctrl-group': {
      backgroundColor: colors.raised,
      border: `1px solid ${colors.line}`,
      boxShadow: 'none !important',
      overflow: 'hidden',
    },
    '& .maplibregl-ctrl-group button + button': { borderTop: `1px solid ${colors.line}` },
    '& .maplibregl-ctrl-icon': { filter: colors.canvas.startsWith('#0') ? 'invert(0.85)' : undefined, opacity: 0.7 },
    '& .maplibregl-ctrl-scale': {
      backgroundColor: 'transparent',
      borderColor: colors.textFaint,
      color: colors.textMuted,
      fontSize: fontSizes.xs,
    },
    '& .maplibregl-canvas:focus-visible': { outline: `2px solid ${colors.accent}`, outlineOffset: -2 },
  };
}
