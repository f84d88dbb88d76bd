import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Geometry } from 'geojson';
import { useTranslate } from 'ra-core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { markOf } from '../alarms/alarm-state';
import { VisuallyHidden } from '../components/visually-hidden';
import { useMunicipalities } from '../data/municipalities';
import { useScope } from '../frame/scope';
import { useShortcuts } from '../frame/shortcuts';
import { useFormat } from '../i18n/use-format';
import { boundsOf, positionsOf } from '../overview/projection';
import { useOverview } from '../overview/use-overview';
import type { SearchHit } from '../palette/use-search';
import { useCan } from '../auth/ability';
import type { LeakSuspect } from '../twin/types';
import { useSuspects } from '../twin/use-twin';
import { alarmFeatures, municipalityFeatures, only, suspectFeatures } from './features';
import {
  type Camera,
  type Chosen,
  parseCamera,
  parseChosen,
  readShown,
  rememberShown,
  type Shown,
  writeCamera,
  writeChosen,
} from './layers';
import { MapCanvas, type MapCanvasProps } from './map-canvas';
import { EmptyMap, LayerPanel, MapSummary } from './map-overlays';
import { MapSearch } from './map-search';
import type { Bounds } from './map-view';
import { AssetSheet, MunicipalitySheet, useAsset, useZone, ZoneSheet } from './place-sheets';
import { SensorSheet } from './sensor-sheet';
import { VALUE_ZOOM } from './style';
import { SuspectSheet } from './suspect-sheet';
import { useMapAlarms, useMapSensors } from './use-map-data';
import { useValuesInView } from './use-values-in-view';

/** Pause after the last move before the address says where the map is, ms. */
const SETTLE_MS = 400;

/** The map of everything, live, with the chosen thing beside it. */
export function MapPage() {
  const translate = useTranslate();
  const format = useFormat();
  const phone = useMediaQuery('(max-width: 899px)');
  const { municipalityId } = useScope();
  const { municipalities, isPending, error } = useMunicipalities();
  const { data: overview } = useOverview();
  const [chosen, choose] = useChosen();
  const [camera, setCamera] = useCameraInUrl();
  const [view, setView] = useState<{ camera: Camera; bounds: Bounds } | null>(null);
  const [shown, setShown] = useState<Shown>(readShown);
  const [found, setFound] = useState<MapCanvasProps['target']>(null);
  const sensors = useMapSensors(municipalityId, view?.bounds ?? null);
  const alarms = useMapAlarms(municipalityId);
  const { data: suspects } = useSuspects({ municipalityId, open: true }, useCan('read', 'Twin'));
  const [affected, setAffected] = useState<Geometry | null>(null);

  const seen = useMemo(
    () => municipalities.filter((item) => !municipalityId || item.id === municipalityId),
    [municipalities, municipalityId],
  );
  const places = useMemo(() => municipalityFeatures(seen, overview?.municipalities ?? []), [seen, overview]);
  const marks = useMemo(() => {
    const now = Date.now();
    return alarmFeatures(alarms, (alarm) => markOf(alarm, now) !== alarm.priority);
  }, [alarms]);
  const suspectAreas = useMemo(() => suspectFeatures(suspects?.data ?? []), [suspects]);
  const affectedArea = useMemo(() => only(affected), [affected]);
  const chosenId = chosen?.id ?? null;
  useEffect(() => setAffected(null), [chosenId]);
  const valued = useValuesInView(sensors, view && view.camera.zoom >= VALUE_ZOOM ? view.bounds : null, format);
  const suspect = suspects?.data.find((each) => chosen?.kind === 'suspect' && each.id === chosen.id);
  const marked = useMarkedGeometry(chosen, sensors, seen, suspect?.area ?? null);
  const home = useMemo(() => homeBounds(seen), [seen]);
  const opened = useOpenedBounds(chosen, suspect);
  const target = useTarget(home, found ?? opened, municipalityId, camera.current !== null);

  const onFound = (hit: SearchHit): void => {
    if (hit.kind === 'device') return;
    choose({ kind: hit.kind, id: hit.id });
    if (hit.location) setFound({ place: [hit.location.lon, hit.location.lat] });
  };
  const onMove = useCallback(
    (next: Camera, bounds: Bounds) => {
      setView({ camera: next, bounds });
      setCamera(next);
    },
    [setCamera],
  );
  useShortcuts([
    { keys: 'Escape', label: 'map.close_sheet', group: 'help.this_page', run: () => choose(null) },
    { keys: 'h', label: 'map.show_all', group: 'help.this_page', run: () => home && setFound({ bounds: home }) },
  ]);
  useEffect(() => {
    document.title = `${translate('map.title')} · Hydrant`;
  }, [translate]);

  return (
    <Box
      sx={{
        position: 'absolute',
        inset: 0,
        display: 'flex',
        flexDirection: phone ? 'column' : 'row',
        overflow: 'hidden',
      }}
    >
      <VisuallyHidden component="h1">{translate('map.title')}</VisuallyHidden>
      <Box sx={{ flex: 1, position: 'relative', minInlineSize: 0, minBlockSize: 0 }}>
        <MapCanvas
          municipalityId={municipalityId}
          camera={camera.current}
          data={{
            municipalities: places.areas,
            labels: places.labels,
            sensors: valued,
            alarms: marks,
            suspects: suspectAreas,
            affected: affectedArea,
          }}
          shown={shown}
          marked={marked}
          target={target}
          onChoose={choose}
          onMove={onMove}
        />
        <Box
          sx={{
            position: 'absolute',
            insetBlockStart: 12,
            insetInlineStart: 12,
            display: 'flex',
            gap: 2,
            alignItems: 'flex-start',
            pointerEvents: 'none',
            '& > *': { pointerEvents: 'auto' },
          }}
        >
          <MapSearch onFound={onFound} />
          <LayerPanel
            shown={shown}
            onChange={(next) => {
              setShown(next);
              rememberShown(next);
            }}
          />
        </Box>
        {!isPending && !error && municipalities.length === 0 && <EmptyMap />}
        <MapSummary count={alarms.length} />
      </Box>
      {chosen && (
        <Paper
          square
          component="aside"
          aria-label={translate('map.sheet')}
          sx={{
            overflow: 'auto',
            borderInlineStart: phone ? 0 : 1,
            borderBlockStart: phone ? 1 : 0,
            borderColor: 'divider',
            flex: 'none',
            ...(phone ? { maxBlockSize: '55%' } : { inlineSize: 360 }),
          }}
        >
          {chosen.kind === 'sensor' && (
            <SensorSheet key={chosen.id} id={chosen.id} alarms={alarms} onClose={() => choose(null)} />
          )}
          {chosen.kind === 'asset' && (
            <AssetSheet key={chosen.id} id={chosen.id} alarms={alarms} onChoose={choose} onAffected={setAffected} />
          )}
          {chosen.kind === 'suspect' && <SuspectSheet suspect={suspect} onClose={() => choose(null)} />}
          {chosen.kind === 'zone' && <ZoneSheet key={chosen.id} id={chosen.id} alarms={alarms} onChoose={choose} />}
          {chosen.kind === 'municipality' && (
            <MunicipalitySheet key={chosen.id} id={chosen.id} alarms={alarms} onChoose={choose} />
          )}
        </Paper>
      )}
    </Box>
  );
}

/** The chosen thing lives in the address, so that a link shows it too. */
function useChosen(): [Chosen | null, (chosen: Chosen | null) => void] {
  const location = useLocation();
  const navigate = useNavigate();
  const text = new URLSearchParams(location.search).get('sel');
  const latest = useRef(location);
  latest.current = location;
  const chosen = useMemo(() => parseChosen(text), [text]);
  const choose = useCallback(
    (next: Chosen | null) => {
      const params = new URLSearchParams(latest.current.search);
      if (next) params.set('sel', writeChosen(next));
      else params.delete('sel');
      void navigate({ pathname: latest.current.pathname, search: params.toString() }, { replace: next === null });
    },
    [navigate],
  );
  return [chosen, choose];
}

/** The camera is read from the address once, and written back when the map rests. */
function useCameraInUrl(): [{ current: Camera | null }, (camera: Camera) => void] {
  const location = useLocation();
  const navigate = useNavigate();
  const latest = useRef(location);
  latest.current = location;
  const first = useRef(parseCamera(new URLSearchParams(location.search).get('at')));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const write = useCallback(
    (camera: Camera) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const params = new URLSearchParams(latest.current.search);
        params.set('at', writeCamera(camera));
        void navigate(
          { pathname: latest.current.pathname, search: params.toString().replaceAll('%2C', ',') },
          { replace: true },
        );
      }, SETTLE_MS);
    },
    [navigate],
  );
  return [first, write];
}

function homeBounds(municipalities: ReturnType<typeof useMunicipalities>['municipalities']): Bounds | null {
  return boundsOf(
    municipalities.flatMap((item) =>
      item.boundary
        ? [...positionsOf(item.boundary)]
        : [
            [item.center.lon - 0.03, item.center.lat - 0.02],
            [item.center.lon + 0.03, item.center.lat + 0.02],
          ],
    ),
  );
}

/** Where the map goes: first home (unless the address says where), then to what is searched, and home again when the scope changes. */
function useTarget(
  home: Bounds | null,
  found: MapCanvasProps['target'],
  municipalityId: string | null,
  placed: boolean,
): MapCanvasProps['target'] {
  const [target, setTarget] = useState<MapCanvasProps['target']>(null);
  const shownFor = useRef<string | null | undefined>(placed ? municipalityId : undefined);
  useEffect(() => {
    if (!home || shownFor.current === municipalityId) return;
    shownFor.current = municipalityId;
    setTarget({ bounds: home });
  }, [home, municipalityId]);
  useEffect(() => {
    if (found) setTarget(found);
  }, [found]);
  return target;
}

/** Where a suspected leak lies that the page was opened with; one that is chosen on the map is in view already. */
function useOpenedBounds(chosen: Chosen | null, suspect: LeakSuspect | undefined): { bounds: Bounds } | null {
  const opened = useRef(chosen?.id);
  const area = suspect && suspect.id === opened.current ? suspect.area : null;
  return useMemo(() => {
    const bounds = area && boundsOf([...positionsOf(area)]);
    return bounds ? { bounds } : null;
    // The area is drawn anew with each search; the place is gone to once.
  }, [area !== null]);
}

function useMarkedGeometry(
  chosen: Chosen | null,
  sensors: ReturnType<typeof useMapSensors>,
  municipalities: ReturnType<typeof useMunicipalities>['municipalities'],
  suspect: Geometry | null,
): Geometry | null {
  const asset = useAsset(chosen?.kind === 'asset' ? chosen.id : null);
  const zone = useZone(chosen?.kind === 'zone' ? chosen.id : null);
  return useMemo(() => {
    if (!chosen) return null;
    switch (chosen.kind) {
      case 'sensor':
        return sensors?.features.find((feature) => feature.properties.id === chosen.id)?.geometry ?? null;
      case 'municipality':
        return municipalities.find((item) => item.id === chosen.id)?.boundary ?? null;
      case 'asset':
        return asset.data?.geometry ?? null;
      case 'suspect':
        return suspect;
      default:
        return zone.data?.boundary ?? null;
    }
  }, [chosen, sensors, municipalities, asset.data, zone.data, suspect]);
}
