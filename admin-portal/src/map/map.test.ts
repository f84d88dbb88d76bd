import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { Alarm } from '../data/types';
import { palettes } from '../theme/tokens';
import { alarmFeatures, municipalityFeatures, rankOf, type SensorFeature } from './features';
import {
  ALL_SHOWN,
  parseCamera,
  parseChosen,
  readShown,
  rememberShown,
  SWITCHES,
  writeCamera,
  writeChosen,
} from './layers';
import { buildStyle, LAYERS_OF } from './style';
import { mergeAlarm } from './use-map-data';
import { sensorsInView } from './use-values-in-view';

const alarm = (id: string, more: Partial<Alarm> = {}): Alarm =>
  ({
    id,
    sensorId: `s-${id}`,
    priority: 'high',
    state: 'active_unacked',
    version: 1,
    location: { lon: 1, lat: 2 },
    ...more,
  }) as Alarm;

describe('the style', () => {
  it.each(['light', 'dark'] as const)('is valid in %s and takes nothing from outside', (mode) => {
    const style = buildStyle(palettes[mode], 'm-1');
    expect(validateStyleMin(style as never)).toEqual([]);
    const addresses = JSON.stringify(style).match(/https?:\/\/[^"]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.startsWith(`${location.origin}/api/v1/gis/tiles/`))).toEqual([]);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
  });

  it('has a switch for every drawn layer but the ground, the chosen thing and what it would affect', () => {
    const switched = SWITCHES.flatMap((name) => LAYERS_OF[name]);
    const drawn = buildStyle(palettes.light, null).layers.map(({ id }) => id);
    expect(drawn.filter((id) => !switched.includes(id))).toEqual([
      'water',
      'affected-fill',
      'affected-line',
      'chosen-area',
      'chosen-point',
    ]);
    expect(switched.filter((id) => !drawn.includes(id))).toEqual([]);
  });
});

describe('features', () => {
  it('are alarms with a place that are not kept quiet', () => {
    const features = alarmFeatures(
      [
        alarm('a'),
        alarm('b', { location: null }),
        alarm('c', { state: 'active_acked', priority: 'critical' }),
        alarm('d'),
      ],
      ({ id }) => id === 'd',
    ).features;
    expect(
      features.map(({ properties }) => [properties?.['id'], properties?.['rank'], properties?.['unacked']]),
    ).toEqual([
      ['a', 3, 1],
      ['c', 4, 0],
    ]);
    expect(rankOf(null)).toBe(0);
  });

  it('are municipalities shaded by their worst alarm', () => {
    const boundary = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    const municipality = {
      id: 'm',
      name: 'M',
      regionId: null,
      code: 'M',
      population: null,
      timeZone: 'UTC',
      center: { lon: 0, lat: 0 },
      boundary,
      version: 1,
    };
    const state = {
      id: 'm',
      name: 'M',
      center: { lon: 0, lat: 0 },
      sensorsTotal: 1,
      sensorsReporting: 1,
      alerts: { critical: 0, high: 2, medium: 0, low: 1 },
      worstPriority: 'high' as const,
    };
    const { areas, labels } = municipalityFeatures(
      [municipality, { ...municipality, id: 'n', boundary: null }],
      [state],
    );
    expect(areas.features.map(({ properties }) => properties)).toEqual([
      { id: 'm', name: 'M', priority: 'high', rank: 3, count: 3 },
    ]);
    expect(labels.features).toHaveLength(2);
  });
});

describe('live alarms', () => {
  it('replace older versions, and leave when they are closed', () => {
    const list = [alarm('a', { version: 2 }), alarm('b')];
    expect(mergeAlarm(list, alarm('a', { version: 3, state: 'active_acked' }))[0]).toMatchObject({
      id: 'a',
      version: 3,
    });
    expect(mergeAlarm(list, alarm('a', { version: 1, state: 'normal' }))).toEqual(list);
    expect(mergeAlarm(list, alarm('b', { version: 2, state: 'normal' })).map(({ id }) => id)).toEqual(['a']);
    expect(mergeAlarm(list, alarm('c')).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

describe('the address', () => {
  it('holds the camera and the chosen thing, and refuses nonsense', () => {
    const camera = { lon: -14.6, lat: 38.2, zoom: 13.5 };
    expect(parseCamera(writeCamera(camera))).toEqual(camera);
    expect([null, '', '1,2', 'a,b,c', '200,0,3', ',,'].map(parseCamera)).toEqual([null, null, null, null, null, null]);
    expect(parseChosen(writeChosen({ kind: 'asset', id: 'x' }))).toEqual({ kind: 'asset', id: 'x' });
    expect([null, 'user:1', 'sensor:', 'sensor'].map(parseChosen)).toEqual([null, null, null, null]);
  });
});

describe('layers', () => {
  it('stay as they were switched', () => {
    expect(readShown()).toEqual(ALL_SHOWN);
    rememberShown({ ...ALL_SHOWN, pipes: false });
    expect(readShown()).toEqual({ ...ALL_SHOWN, pipes: false });
  });
});

describe('values', () => {
  it('are followed for what is in view, up to a limit', () => {
    const sensor = (lon: number): SensorFeature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, 0] },
      properties: { id: String(lon) } as never,
    });
    expect(sensorsInView([sensor(0), sensor(5)], [-1, -1, 1, 1]).map(({ properties }) => properties.id)).toEqual(['0']);
    expect(sensorsInView([sensor(0)], null)).toEqual([]);
    expect(
      sensorsInView(
        Array.from({ length: 1000 }, () => sensor(0)),
        [-1, -1, 1, 1],
      ),
    ).toHaveLength(400);
  });
});
