/** Priority of an alarm, worst first. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What a mark can say: a priority, or one of the states that are not an active alarm. */
export type MarkKind = Priority | 'shelved' | 'silent' | 'out_of_service' | 'normal';

export type Mode = 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

/** Colours of one mode. Surfaces are neutral: saturation is kept for alarms and the one accent. */
export interface Palette {
  readonly canvas: string;
  readonly rail: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textMuted: string;
  readonly textFaint: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  /** Fill of a priority's symbol. */
  readonly priority: Readonly<Record<MarkKind, string>>;
  /** The same, dark or light enough to be read as text on `surface`. */
  readonly priorityText: Readonly<Record<MarkKind, string>>;
  /** A wash behind text, for banners and rows. */
  readonly prioritySoft: Readonly<Record<MarkKind, string>>;
  /** Lines of a chart and pipes on a map. */
  readonly series: string;
  readonly seriesSoft: string;
  readonly map: MapColors;
}

/** Colours of the drawn map. */
export interface MapColors {
  readonly water: string;
  readonly land: string;
  readonly landLine: string;
  readonly zoneLine: string;
  readonly pipe: string;
  readonly pipeCase: string;
  readonly node: string;
  readonly label: string;
  readonly halo: string;
}

const light: Palette = {
  canvas: '#f4f5f7',
  rail: '#fbfbfc',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#eef0f3',
  line: '#e2e5ea',
  lineStrong: '#c9ced6',
  text: '#171b21',
  textMuted: '#545d69',
  textFaint: '#6b7480',
  accent: '#0b7a75',
  accentHover: '#096560',
  accentSoft: '#e2f1f0',
  onAccent: '#ffffff',
  priority: {
    critical: '#d4142a',
    high: '#e8710a',
    medium: '#e3b505',
    low: '#2f6fd6',
    shelved: '#8a939f',
    silent: '#8a939f',
    out_of_service: '#a9b0ba',
    normal: '#8a939f',
  },
  priorityText: {
    critical: '#b50f23',
    high: '#a84c00',
    medium: '#7a5c00',
    low: '#1f57b3',
    shelved: '#545d69',
    silent: '#545d69',
    out_of_service: '#6b7480',
    normal: '#545d69',
  },
  prioritySoft: {
    critical: '#fdecee',
    high: '#fdf0e4',
    medium: '#fbf4d9',
    low: '#e9f0fc',
    shelved: '#eef0f3',
    silent: '#eef0f3',
    out_of_service: '#eef0f3',
    normal: '#eef0f3',
  },
  series: '#3c4753',
  seriesSoft: '#c5ccd5',
  map: {
    water: '#e6eaee',
    land: '#f7f8f8',
    landLine: '#c3cad2',
    zoneLine: '#9aa5b1',
    pipe: '#9ba6b2',
    pipeCase: '#ffffff',
    node: '#5c6773',
    label: '#39424d',
    halo: '#ffffff',
  },
};

const dark: Palette = {
  canvas: '#0f1215',
  rail: '#12161a',
  surface: '#161a1f',
  raised: '#1c2127',
  sunken: '#0c0f12',
  line: '#262c34',
  lineStrong: '#3a424d',
  text: '#e7eaee',
  textMuted: '#a3adb9',
  textFaint: '#8691a0',
  accent: '#35b8ae',
  accentHover: '#52cbc1',
  accentSoft: '#12302f',
  onAccent: '#05201e',
  priority: {
    critical: '#ff4d5b',
    high: '#ff9838',
    medium: '#f4cf3a',
    low: '#62a0ff',
    shelved: '#7f8a97',
    silent: '#7f8a97',
    out_of_service: '#5d6773',
    normal: '#7f8a97',
  },
  priorityText: {
    critical: '#ff7d87',
    high: '#ffae63',
    medium: '#f4d560',
    low: '#8ab8ff',
    shelved: '#a3adb9',
    silent: '#a3adb9',
    out_of_service: '#8691a0',
    normal: '#a3adb9',
  },
  prioritySoft: {
    critical: '#371a1f',
    high: '#33230f',
    medium: '#2f2a11',
    low: '#172437',
    shelved: '#1f252c',
    silent: '#1f252c',
    out_of_service: '#1f252c',
    normal: '#1f252c',
  },
  series: '#c4ccd6',
  seriesSoft: '#48525e',
  map: {
    water: '#0c0f12',
    land: '#171b20',
    landLine: '#39424d',
    zoneLine: '#56616e',
    pipe: '#5a6672',
    pipeCase: '#171b20',
    node: '#8691a0',
    label: '#c4ccd6',
    halo: '#12161a',
  },
};

/** Both modes' colours. */
export const palettes: Readonly<Record<Mode, Palette>> = { light, dark };

/** Type scale, px. */
export const fontSizes = { xs: 12, sm: 13, md: 14, lg: 16, xl: 20, display: 28 } as const;

/** Corner radii, px. */
export const radii = { sm: 4, md: 6, lg: 8 } as const;

/** Heights that follow the density, px. */
export const densities = {
  comfortable: { row: 44, control: 36, head: 36, cellX: 12 },
  compact: { row: 32, control: 32, head: 32, cellX: 8 },
} as const;
