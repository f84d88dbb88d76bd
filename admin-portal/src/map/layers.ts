/** Layers the reader can switch. */
export const SWITCHES = ['alarms', 'suspects', 'sensors', 'assets', 'pipes', 'zones', 'municipalities'] as const;
export type Switch = (typeof SWITCHES)[number];

/** Which layers are shown. */
export type Shown = Readonly<Record<Switch, boolean>>;

export const ALL_SHOWN: Shown = {
  alarms: true,
  suspects: true,
  sensors: true,
  assets: true,
  pipes: true,
  zones: true,
  municipalities: true,
};

const KEY = 'hydrant.map-layers';

/** The choice kept on this device. */
export function readShown(): Shown {
  try {
    const hidden: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(hidden)) return ALL_SHOWN;
    return Object.fromEntries(SWITCHES.map((name) => [name, !hidden.includes(name)])) as unknown as Shown;
  } catch {
    return ALL_SHOWN;
  }
}

/** Keeps the choice on this device. */
export function rememberShown(shown: Shown): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(SWITCHES.filter((name) => !shown[name])));
  } catch {
    // Without storage the choice lasts for this visit.
  }
}

/** Kinds of things that can be chosen on the map. */
export const OBJECT_KINDS = ['municipality', 'zone', 'asset', 'sensor', 'suspect'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** The chosen thing; in the URL as `sel=sensor:<id>`. */
export interface Chosen {
  kind: ObjectKind;
  id: string;
}

/** Reads `sel`; null when it names nothing of ours. */
export function parseChosen(text: string | null): Chosen | null {
  const [kind, id] = text?.split(':') ?? [];
  const known = OBJECT_KINDS.find((item) => item === kind);
  return known && id ? { kind: known, id } : null;
}

/** Writes `sel`. */
export function writeChosen({ kind, id }: Chosen): string {
  return `${kind}:${id}`;
}

/** Centre and zoom; in the URL as `at=lon,lat,zoom`. */
export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

/** Reads `at`; null when it is no camera. */
export function parseCamera(text: string | null): Camera | null {
  const [lon, lat, zoom] = (text ?? '').split(',').map((part) => (part === '' ? NaN : Number(part)));
  const good =
    [lon, lat, zoom].every(Number.isFinite) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 24;
  return good ? { lon, lat, zoom } : null;
}

/** Writes `at`, about a metre sharp. */
export function writeCamera({ lon, lat, zoom }: Camera): string {
  return `${lon.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`;
}
