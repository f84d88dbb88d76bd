import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { API_BASE, queryString } from '../data/http';
import type { Palette } from '../theme/tokens';
import type { Switch } from './layers';

const FONT = ['Inter Variable'];

/** Zoom from which single things are drawn instead of whole municipalities. */
export const DETAIL_ZOOM = 11;

/** Zoom from which values stand beside sensors. */
export const VALUE_ZOOM = 14;

const RANKED: readonly [number, string][] = [
  [4, 'critical'],
  [3, 'high'],
  [2, 'medium'],
];

/** `mark-<priority>` of the worst priority in a feature, whose rank is 4 (critical) to 1 (low). */
const worstMark: ExpressionSpecification = [
  'case',
  ...RANKED.flatMap(([rank, name]) => [['>=', ['get', 'rank'], rank], `mark-${name}`]),
  'mark-low',
] as unknown as ExpressionSpecification;

function tiles(layer: string, municipalityId: string | null, minzoom: number): SourceSpecification {
  return {
    type: 'vector',
    tiles: [`${location.origin}${API_BASE}/gis/tiles/${layer}/{z}/{x}/{y}${queryString({ municipalityId })}`],
    minzoom,
    maxzoom: 15,
    promoteId: 'id',
  };
}

const empty = { type: 'FeatureCollection' as const, features: [] };

function sources(municipalityId: string | null): StyleSpecification['sources'] {
  return {
    municipalities: { type: 'geojson', data: empty, promoteId: 'id' },
    labels: { type: 'geojson', data: empty },
    zones: tiles('zones', municipalityId, 6),
    pipes: tiles('pipes', municipalityId, DETAIL_ZOOM),
    assets: tiles('assets', municipalityId, DETAIL_ZOOM + 1),
    sensors: { type: 'geojson', data: empty, promoteId: 'id', cluster: true, clusterRadius: 44, clusterMaxZoom: 13 },
    alarms: {
      type: 'geojson',
      data: empty,
      promoteId: 'id',
      cluster: true,
      clusterRadius: 26,
      clusterMaxZoom: 16,
      clusterProperties: { rank: ['max', ['get', 'rank']], unacked: ['max', ['get', 'unacked']] },
    },
    suspects: { type: 'geojson', data: empty },
    affected: { type: 'geojson', data: empty },
    chosen: { type: 'geojson', data: empty },
  };
}

/** Shade of a municipality: neutral, or a wash of its worst priority. */
function municipalityFill(colors: Palette): ExpressionSpecification {
  const { critical, high, medium, low } = colors.prioritySoft;
  return [
    'match',
    ['get', 'priority'],
    'critical',
    critical,
    'high',
    high,
    'medium',
    medium,
    'low',
    low,
    colors.map.land,
  ] as ExpressionSpecification;
}

function municipalityLine(colors: Palette): ExpressionSpecification {
  const { critical, high, medium, low } = colors.priority;
  return [
    'match',
    ['get', 'priority'],
    'critical',
    critical,
    'high',
    high,
    'medium',
    medium,
    'low',
    low,
    colors.map.landLine,
  ] as ExpressionSpecification;
}

const diameter: ExpressionSpecification = ['coalesce', ['to-number', ['get', 'diameterMm'], 100], 100];
const widthAt = (base: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  diameter,
  50,
  base * 0.5,
  150,
  base,
  300,
  base * 1.8,
  600,
  base * 3,
];

function networkLayers(colors: Palette): LayerSpecification[] {
  const { map } = colors;
  return [
    {
      id: 'zones-fill',
      type: 'fill',
      source: 'zones',
      'source-layer': 'zones',
      minzoom: DETAIL_ZOOM,
      paint: { 'fill-color': map.zoneLine, 'fill-opacity': 0.05 },
    },
    {
      id: 'zones-line',
      type: 'line',
      source: 'zones',
      'source-layer': 'zones',
      minzoom: DETAIL_ZOOM - 1,
      paint: {
        'line-color': map.zoneLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.75, 14, 1.5],
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'pipes',
      type: 'line',
      source: 'pipes',
      'source-layer': 'pipes',
      minzoom: DETAIL_ZOOM,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.pipe,
        'line-width': [
          'interpolate',
          ['exponential', 1.5],
          ['zoom'],
          10,
          widthAt(0.4),
          14,
          widthAt(1.6),
          18,
          widthAt(5),
        ],
      },
    },
    {
      id: 'assets',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      minzoom: 12,
      filter: ['all', ['!=', ['get', 'class'], 'pipe'], ['!=', ['get', 'class'], 'junction']],
      layout: {
        'icon-image': ['concat', 'asset-', ['get', 'class']],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 14, 1.15, 17, 1.6],
      },
    },
    {
      id: 'junctions',
      type: 'circle',
      source: 'assets',
      'source-layer': 'assets',
      minzoom: 16,
      filter: ['==', ['get', 'class'], 'junction'],
      paint: { 'circle-color': map.node, 'circle-radius': 2 },
    },
    {
      id: 'assets-name',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      minzoom: 13,
      filter: ['in', ['get', 'class'], ['literal', ['reservoir', 'treatment_plant', 'tank', 'pump']]],
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ['get', 'code'], ''],
        'text-font': FONT,
        'text-size': 11,
        'text-offset': [0, 1],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': map.label, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ];
}

function sensorLayers(colors: Palette): LayerSpecification[] {
  const { map } = colors;
  return [
    {
      id: 'sensor-clusters',
      type: 'circle',
      source: 'sensors',
      minzoom: DETAIL_ZOOM,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': map.halo,
        'circle-stroke-color': map.node,
        'circle-stroke-width': 1,
        'circle-opacity': 0.92,
        'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 9, 100, 14, 1000, 20],
      },
    },
    {
      id: 'sensor-counts',
      type: 'symbol',
      source: 'sensors',
      minzoom: DETAIL_ZOOM,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONT,
        'text-size': 11,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': map.label },
    },
    {
      id: 'sensors',
      type: 'circle',
      source: 'sensors',
      minzoom: DETAIL_ZOOM,
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3, 14, 3.5, 17, 5],
        'circle-color': ['match', ['get', 'state'], ['silent', 'out_of_service'], map.land, map.label],
        'circle-stroke-color': ['match', ['get', 'state'], ['silent', 'out_of_service'], map.node, map.halo],
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'sensor-values',
      type: 'symbol',
      source: 'sensors',
      minzoom: VALUE_ZOOM,
      filter: ['!', ['has', 'point_count']],
      layout: {
        'text-field': ['coalesce', ['get', 'text'], ''],
        'text-font': FONT,
        'text-size': 11,
        'text-anchor': 'left',
        'text-offset': [1.25, 0],
        'text-optional': true,
      },
      paint: { 'text-color': map.label, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ];
}

function alarmLayers(colors: Palette): LayerSpecification[] {
  const layer = (id: string, unacked: 0 | 1): LayerSpecification => ({
    id,
    type: 'symbol',
    source: 'alarms',
    minzoom: DETAIL_ZOOM,
    filter: ['==', ['get', 'unacked'], unacked],
    layout: {
      'icon-image': worstMark,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'rank'],
      'text-field': ['case', ['has', 'point_count'], ['to-string', ['get', 'point_count']], ''],
      'text-font': FONT,
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [1, 0],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: {
      'icon-opacity': 1,
      'icon-opacity-transition': { duration: 500, delay: 0 },
      'text-color': colors.text,
      'text-halo-color': colors.map.halo,
      'text-halo-width': 2,
    },
  });
  return [layer('alarms-steady', 0), layer('alarms-blink', 1)];
}

function placeLayers(colors: Palette): LayerSpecification[] {
  const { map } = colors;
  return [
    {
      id: 'municipality-names',
      type: 'symbol',
      source: 'labels',
      maxzoom: DETAIL_ZOOM + 2,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 5, 11, 10, 14],
        'text-anchor': 'top',
        'text-offset': [0, 0.9],
        'text-max-width': 9,
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
      paint: { 'text-color': map.label, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
    {
      id: 'municipality-marks',
      type: 'symbol',
      source: 'labels',
      maxzoom: DETAIL_ZOOM,
      filter: ['>', ['get', 'rank'], 0],
      layout: {
        'icon-image': worstMark,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-ignore-placement': true,
        'icon-offset': [-8, 0],
        'text-field': ['to-string', ['get', 'count']],
        'text-font': FONT,
        'text-size': 13,
        'text-anchor': 'left',
        'text-offset': [0.4, 0],
        'text-allow-overlap': true,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': colors.text, 'text-halo-color': map.halo, 'text-halo-width': 2 },
    },
  ];
}

/** Areas of suspected leaks, and the area that a what-if run would affect. */
function areaLayers(colors: Palette): LayerSpecification[] {
  const { high } = colors.priority;
  return [
    {
      id: 'suspects-fill',
      type: 'fill',
      source: 'suspects',
      minzoom: DETAIL_ZOOM - 1,
      paint: { 'fill-color': high, 'fill-opacity': 0.16 },
    },
    {
      id: 'suspects-line',
      type: 'line',
      source: 'suspects',
      minzoom: DETAIL_ZOOM - 1,
      paint: { 'line-color': high, 'line-width': 1.5, 'line-dasharray': [4, 2] },
    },
    {
      id: 'affected-fill',
      type: 'fill',
      source: 'affected',
      paint: { 'fill-color': colors.accent, 'fill-opacity': 0.18 },
    },
    {
      id: 'affected-line',
      type: 'line',
      source: 'affected',
      paint: { 'line-color': colors.accent, 'line-width': 1.5 },
    },
  ];
}

/** The map's whole look; everything it shows comes from the platform itself. */
export function buildStyle(colors: Palette, municipalityId: string | null): StyleSpecification {
  return {
    version: 8,
    sources: sources(municipalityId),
    transition: { duration: 200, delay: 0 },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors.map.water } },
      {
        id: 'municipalities-fill',
        type: 'fill',
        source: 'municipalities',
        paint: {
          'fill-color': [
            'interpolate',
            ['linear'],
            ['zoom'],
            DETAIL_ZOOM,
            municipalityFill(colors),
            DETAIL_ZOOM + 1,
            colors.map.land,
          ],
        },
      },
      {
        id: 'municipalities-line',
        type: 'line',
        source: 'municipalities',
        paint: {
          'line-color': [
            'interpolate',
            ['linear'],
            ['zoom'],
            DETAIL_ZOOM,
            municipalityLine(colors),
            DETAIL_ZOOM + 1,
            colors.map.landLine,
          ],
          'line-opacity': 0.7,
          'line-width': 1,
        },
      },
      ...networkLayers(colors),
      ...areaLayers(colors),
      {
        id: 'chosen-area',
        type: 'line',
        source: 'chosen',
        filter: ['!=', ['geometry-type'], 'Point'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colors.accent, 'line-width': 3 },
      },
      ...sensorLayers(colors),
      {
        id: 'chosen-point',
        type: 'circle',
        source: 'chosen',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 14,
          'circle-color': 'rgba(0,0,0,0)',
          'circle-stroke-color': colors.accent,
          'circle-stroke-width': 2.5,
        },
      },
      ...placeLayers(colors),
      ...alarmLayers(colors),
    ],
  };
}

/** Which drawn layers each switch shows or hides. */
export const LAYERS_OF: Readonly<Record<Switch, readonly string[]>> = {
  alarms: ['alarms-steady', 'alarms-blink'],
  suspects: ['suspects-fill', 'suspects-line'],
  sensors: ['sensor-clusters', 'sensor-counts', 'sensors', 'sensor-values'],
  assets: ['assets', 'junctions', 'assets-name'],
  pipes: ['pipes'],
  zones: ['zones-fill', 'zones-line'],
  municipalities: ['municipalities-fill', 'municipalities-line', 'municipality-names', 'municipality-marks'],
};
