import 'leaflet/dist/leaflet.css';
import Box from '@mui/material/Box';
import L from 'leaflet';
import { useTranslate } from 'ra-core';
import { useEffect, useRef } from 'react';
import { MARK_PATHS, OUTLINED } from '../components/priority-mark';
import type { Palette } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import type { MapMark, MiniMapProps } from './mini-map';

/** Half a degree around an empty map. */
const EMPTY_SPAN = 0.25;

/** The map itself; only loaded where a page shows one. */
export function MiniMapDrawn({ label, marks = [], shapes = [], context = [], onPick, center }: MiniMapProps) {
  const translate = useTranslate();
  const colors = useColors();
  const host = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const drawn = useRef<L.FeatureGroup | null>(null);
  const pick = useRef(onPick);
  const looked = useRef<string | null>(null);
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    if (!host.current) return undefined;
    const made = L.map(host.current, {
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      keyboard: true,
      zoomSnap: 0.25,
    });
    L.control.zoom({ zoomInTitle: translate('kit.zoom_in'), zoomOutTitle: translate('kit.zoom_out') }).addTo(made);
    L.control.scale({ imperial: false }).addTo(made);
    made.on('click', ({ latlng }) => pick.current?.({ lon: rounded(latlng.wrap().lng), lat: rounded(latlng.lat) }));
    map.current = made;
    const resize = new ResizeObserver(() => made.invalidateSize());
    resize.observe(host.current);
    return () => {
      resize.disconnect();
      made.remove();
      looked.current = null;
      map.current = null;
    };
  }, [translate]);
  const picture = JSON.stringify([marks, shapes, context, center]);
  useEffect(() => {
    const into = map.current;
    if (!into) return;
    drawn.current?.remove();
    drawn.current = drawing(marks, shapes, context, colors).addTo(into);
    // A picker stays where the reader has moved it, until there are other shapes to see.
    const seen = JSON.stringify(shapes);
    if (!pick.current || looked.current !== seen) look(into, boundsOf(marks, shapes, context), center ?? null);
    looked.current = seen;
    // `picture` stands for the arrays, which are new at every render.
  }, [picture, colors, translate]);
  return (
    <Box
      ref={host}
      role="application"
      aria-label={label}
      sx={{
        blockSize: '100%',
        cursor: onPick ? 'crosshair' : undefined,
        '&.leaflet-container': { backgroundColor: colors.map.land, fontFamily: 'inherit' },
        '& .leaflet-bar': { border: `1px solid ${colors.line}`, boxShadow: 'none' },
        '&.leaflet-touch .leaflet-bar a, & .leaflet-bar a': {
          inlineSize: 26,
          blockSize: 26,
          lineHeight: '25px',
          fontSize: 16,
          fontWeight: 400,
        },
        '& .leaflet-bar a': { backgroundColor: colors.surface, color: colors.textMuted, borderColor: colors.line },
        '& .leaflet-control-scale-line': {
          backgroundColor: 'transparent',
          color: colors.textMuted,
          borderColor: colors.lineStrong,
          textShadow: 'none',
        },
        '& .leaflet-tooltip': {
          backgroundColor: colors.raised,
          color: colors.text,
          borderColor: colors.line,
          boxShadow: 'none',
        },
        '&.leaflet-container.leaflet-grab': onPick ? { cursor: 'crosshair' } : {},
      }}
    />
  );
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function drawing(
  marks: readonly MapMark[],
  shapes: readonly GeoJSON.Geometry[],
  context: readonly GeoJSON.Geometry[],
  colors: Palette,
): L.FeatureGroup {
  const group = L.featureGroup();
  const outline = (geometry: GeoJSON.Geometry, style: L.PathOptions): void => {
    L.geoJSON(geometry, {
      interactive: false,
      style,
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 5, ...style }),
    }).addTo(group);
  };
  for (const geometry of context) outline(geometry, contextStyle(geometry, colors));
  for (const geometry of shapes)
    outline(geometry, { color: colors.map.node, weight: 2, fillColor: colors.accent, fillOpacity: 0.08 });
  for (const mark of marks) {
    L.marker([mark.at.lat, mark.at.lon], { icon: iconOf(mark, colors), alt: mark.label, keyboard: false })
      .bindTooltip(escaped(mark.label))
      .addTo(group);
  }
  return group;
}

/** Areas as a wash, pipes as thin lines. */
function contextStyle(geometry: GeoJSON.Geometry, colors: Palette): L.PathOptions {
  return geometry.type === 'LineString'
    ? { color: colors.map.pipe, weight: 1.5 }
    : { color: colors.map.landLine, weight: 1, fillColor: colors.map.water, fillOpacity: 0.5 };
}

function iconOf({ kind }: MapMark, colors: Palette): L.DivIcon {
  const outlined = OUTLINED.has(kind);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-1 -1 18 18');
  svg.setAttribute('width', '18');
  svg.setAttribute('height', '18');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', MARK_PATHS[kind]);
  path.setAttribute('fill', kind === 'normal' ? colors.map.node : outlined ? colors.surface : colors.priority[kind]);
  path.setAttribute('stroke', outlined ? colors.priority[kind] : colors.map.halo);
  path.setAttribute('stroke-width', '1.5');
  svg.append(path);
  const holder = document.createElement('div');
  holder.append(svg);
  return L.divIcon({ html: holder, className: '', iconSize: [18, 18], iconAnchor: [9, 9] });
}

function escaped(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

/** What has to be in view: the marks and shapes; without any, what stands around them. */
function boundsOf(
  marks: readonly MapMark[],
  shapes: readonly GeoJSON.Geometry[],
  context: readonly GeoJSON.Geometry[],
): L.LatLngBounds {
  const bounds = L.latLngBounds([]);
  for (const { at } of marks) bounds.extend([at.lat, at.lon]);
  for (const geometry of shapes) bounds.extend(L.geoJSON(geometry).getBounds());
  if (!bounds.isValid()) for (const geometry of context) bounds.extend(L.geoJSON(geometry).getBounds());
  return bounds;
}

function look(map: L.Map, bounds: L.LatLngBounds, center: { lon: number; lat: number } | null): void {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 15, animate: false });
  else if (center) map.setView([center.lat, center.lon], 12, { animate: false });
  else
    map.fitBounds(
      [
        [-EMPTY_SPAN, -EMPTY_SPAN],
        [EMPTY_SPAN, EMPTY_SPAN],
      ],
      { animate: false },
    );
}
