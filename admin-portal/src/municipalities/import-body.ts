import type { LonLat } from '../data/types';

/** Longest network file, characters. */
export const MAX_INP_CHARACTERS = 15 * 1024 * 1024;

/** What the import dialog holds. */
export interface ImportDraft {
  fileName: string;
  /** Text of the file; empty: none chosen. */
  inp: string;
  anchor: LonLat | null;
  /** Metres on the ground of one unit of the drawing. */
  metresPerUnit: number;
  /** Clockwise, degrees. */
  rotationDeg: number;
  /** Empty: no zone is made. */
  zoneName: string;
  replace: boolean;
}

/** The body of the call. */
export function importBody(draft: ImportDraft, dryRun: boolean): Record<string, unknown> {
  return {
    inp: draft.inp,
    placement: { anchor: draft.anchor, metresPerUnit: draft.metresPerUnit, rotationDeg: draft.rotationDeg },
    dryRun,
    ...(draft.zoneName.trim() ? { zoneName: draft.zoneName.trim() } : {}),
    ...(draft.replace ? { replace: true } : {}),
  };
}

/** The rectangle around an imported network; `bounds` is west, south, east, north. */
export function boundsShape([west, south, east, north]: readonly number[]): GeoJSON.Polygon {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
