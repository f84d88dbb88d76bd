import type { FeatureCollection, Geometry } from 'geojson';
import {
  type GeoJSONSource,
  Map as GlMap,
  type MapGeoJSONFeature,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { accessToken } from '../auth/session';
import { API_BASE } from '../data/http';
import type { Palette } from '../theme/tokens';
import { only } from './features';
import type { Camera, Chosen, Shown } from './layers';
import { addAssetSymbols, addMarks } from './marks';
import { buildStyle, DETAIL_ZOOM, LAYERS_OF } from './style';

setWorkerUrl(workerUrl);

/** Sources that are filled from the outside. */
export type FilledSource = 'municipalities' | 'labels' | 'sensors' | 'alarms' | 'suspects' | 'affected';

/** West, south, east, north. */
export type Bounds = [number, number, number, number];

export interface MapViewOptions {
  container: HTMLElement;
  colors: Palette;
  municipalityId: string | null;
  /** Where to begin; null: wait for `fit`. */
  camera: Camera | null;
  words: Record<string, string>;
  onChoose: (chosen: Chosen | null) => void;
  onMove: (camera: Camera, bounds: Bounds) => void;
  onReady: () => void;
}

const BLINK_MS = 1200;

/** Layers that answer to a press, the upmost first. */
const PRESSED = [
  'alarms-blink',
  'alarms-steady',
  'sensors',
  'sensor-clusters',
  'assets',
  'junctions',
  'pipes',
  'suspects-fill',
  'zones-fill',
  'municipalities-fill',
];

/** The drawn map: keeps MapLibre behind a few plain calls. */
export class MapView {
  private readonly map: GlMap;
  private readonly waiting = new Map<FilledSource | 'chosen', FeatureCollection>();
  private shown: Shown | null = null;
  private ready = false;
  private blink: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: MapViewOptions) {
    const { container, camera, colors, municipalityId } = options;
    this.map = new GlMap({
      container,
      style: buildStyle(colors, municipalityId),
      center: camera ? [camera.lon, camera.lat] : [0, 0],
      zoom: camera?.zoom ?? 1,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
      fadeDuration: 0,
      locale: options.words,
      transformRequest: (url) => {
        const token = accessToken();
        const own = url.startsWith(`${location.origin}${API_BASE}/`);
        return own && token ? { url, headers: { authorization: `Bearer ${token}` } } : { url };
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    this.map.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-right');
    this.map.on('style.load', () => this.onStyle());
    this.map.on('moveend', () => this.tellMove());
    this.map.on('click', (event) => void this.press(event.point));
    this.map.on('mousemove', (event) => {
      this.map.getCanvas().style.cursor = this.featuresAt(event.point).length ? 'pointer' : '';
    });
    this.map.on('error', ({ error }) => {
      // A tile that is missing or refused leaves its square empty; the rest of the map goes on.
      if (!('status' in error)) console.warn('map:', error.message);
    });
  }

  /** Replaces what a source shows. */
  fill(source: FilledSource, data: FeatureCollection): void {
    this.put(source, data);
  }

  /** Marks the chosen thing. */
  mark(geometry: Geometry | null): void {
    this.put('chosen', only(geometry));
  }

  /** Shows and hides layers. */
  show(shown: Shown): void {
    this.shown = shown;
    if (!this.ready) return;
    for (const [name, layers] of Object.entries(LAYERS_OF)) {
      for (const layer of layers)
        this.map.setLayoutProperty(layer, 'visibility', shown[name as keyof Shown] ? 'visible' : 'none');
    }
  }

  /** Brings bounds into view. */
  fit(bounds: Bounds, animate = true): void {
    const [west, south, east, north] = bounds;
    this.map.fitBounds([west, south, east, north], {
      padding: this.map.getContainer().clientWidth < 600 ? 20 : 56,
      maxZoom: 15,
      animate: animate && !reducedMotion(),
    });
  }

  /** Brings a place into view, close enough to see single things. */
  goTo(lon: number, lat: number): void {
    const zoom = Math.max(this.map.getZoom(), 15);
    if (reducedMotion()) this.map.jumpTo({ center: [lon, lat], zoom });
    else this.map.easeTo({ center: [lon, lat], zoom, duration: 600 });
  }

  /** The free area changed its size. */
  resize(): void {
    this.map.resize();
  }

  destroy(): void {
    clearInterval(this.blink);
    this.map.remove();
  }

  private onStyle(): void {
    addMarks(this.map, this.options.colors);
    addAssetSymbols(this.map, this.options.colors);
    this.ready = true;
    for (const [source, data] of this.waiting) this.put(source, data);
    this.waiting.clear();
    if (this.shown) this.show(this.shown);
    this.startBlinking();
    this.options.onReady();
    this.tellMove();
  }

  private put(source: FilledSource | 'chosen', data: FeatureCollection): void {
    if (this.ready) void this.map.getSource<GeoJSONSource>(source)?.setData(data);
    else this.waiting.set(source, data);
  }

  private startBlinking(): void {
    if (reducedMotion()) return;
    let dim = false;
    this.blink = setInterval(() => {
      if (document.hidden) return;
      dim = !dim;
      this.map.setPaintProperty('alarms-blink', 'icon-opacity', dim ? 0.35 : 1);
    }, BLINK_MS);
  }

  private tellMove(): void {
    const { lng, lat } = this.map.getCenter();
    const bounds = this.map.getBounds();
    this.options.onMove({ lon: lng, lat, zoom: this.map.getZoom() }, [
      bounds.getWest(),
      bounds.getSouth(),
      bounds.getEast(),
      bounds.getNorth(),
    ]);
  }

  private featuresAt({ x, y }: { x: number; y: number }): MapGeoJSONFeature[] {
    if (!this.ready) return [];
    const found = this.map.queryRenderedFeatures(
      [
        [x - 5, y - 5],
        [x + 5, y + 5],
      ],
      { layers: PRESSED },
    );
    const close = this.map.getZoom() >= DETAIL_ZOOM + 2;
    return found
      .filter((feature) => !(close && feature.layer.id === 'municipalities-fill'))
      .toSorted((a, b) => PRESSED.indexOf(a.layer.id) - PRESSED.indexOf(b.layer.id));
  }

  private async press(point: { x: number; y: number }): Promise<void> {
    const feature = this.featuresAt(point).at(0);
    if (!feature) return this.options.onChoose(null);
    const {
      id,
      sensorId,
      cluster_id: cluster,
    } = feature.properties as { id: string; sensorId?: string; cluster_id?: number };
    if (cluster !== undefined && feature.geometry.type === 'Point') {
      const [lon, lat] = feature.geometry.coordinates;
      const zoom = await this.map.getSource<GeoJSONSource>(feature.source)?.getClusterExpansionZoom(cluster);
      this.map.easeTo({ center: [lon, lat], zoom: Math.min(zoom ?? 14, 18), animate: !reducedMotion() });
      return;
    }
    switch (feature.source) {
      case 'alarms':
        return this.options.onChoose({ kind: 'sensor', id: sensorId ?? id });
      case 'sensors':
        return this.options.onChoose({ kind: 'sensor', id });
      case 'suspects':
        return this.options.onChoose({ kind: 'suspect', id });
      case 'zones':
        return this.options.onChoose({ kind: 'zone', id });
      case 'municipalities':
        return this.options.onChoose({ kind: 'municipality', id });
      default:
        return this.options.onChoose({ kind: 'asset', id });
    }
  }
}

function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
