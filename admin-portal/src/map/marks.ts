import type { Map as GlMap } from 'maplibre-gl';
import { MARK_PATHS } from '../components/priority-mark';
import { type Palette, PRIORITIES } from '../theme/tokens';

/** Drawn at this many device pixels per point, sharp on dense displays. */
const RATIO = 2;
const EDGE = 3;

/** Symbols of assets in a 16 by 16 box: outline, and strokes inside it. */
export const ASSET_SYMBOLS: Readonly<Record<string, { outline: string; inside?: string }>> = {
  pump: { outline: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z', inside: 'M5.500 5 11.500 8 5.500 11Z' },
  valve: { outline: 'M2.500 4 13.500 12V4L2.500 12Z' },
  tank: { outline: 'M3 3.500h10v9H3Z', inside: 'M3 8h10' },
  reservoir: { outline: 'M1.500 4h13L11.500 12.500h-7Z', inside: 'M3 7.500h10' },
  treatment_plant: { outline: 'M8 1.500 13.700 4.750v6.500L8 14.500 2.300 11.250v-6.500Z', inside: 'M5 8h6M8 5v6' },
};

/** Draws into an image of `size` points and gives it to the map under `name`. */
function addImage(map: GlMap, name: string, size: number, draw: (context: CanvasRenderingContext2D) => void): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = (size + 2 * EDGE) * RATIO;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(RATIO, RATIO);
  context.translate(EDGE, EDGE);
  context.scale(size / 16, size / 16);
  context.lineJoin = 'round';
  draw(context);
  map.addImage(name, context.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: RATIO });
}

/** Draws the priority marks (`mark-<priority>`), so that no sprite has to be fetched. */
export function addMarks(map: GlMap, colors: Palette): void {
  for (const priority of PRIORITIES) {
    const outline = (): Path2D => new Path2D(MARK_PATHS[priority]);
    addImage(map, `mark-${priority}`, 20, (context) => {
      context.strokeStyle = colors.map.halo;
      context.lineWidth = 3;
      context.stroke(outline());
      context.fillStyle = colors.priority[priority];
      context.fill(outline());
    });
  }
}

/** Draws the symbols of assets (`asset-<class>`): neutral, told apart by shape. */
export function addAssetSymbols(map: GlMap, colors: Palette): void {
  for (const [name, { outline, inside }] of Object.entries(ASSET_SYMBOLS)) {
    const shape = (): Path2D => new Path2D(outline);
    addImage(map, `asset-${name}`, 16, (context) => {
      context.strokeStyle = colors.map.halo;
      context.lineWidth = 4;
      context.stroke(shape());
      context.fillStyle = colors.map.land;
      context.fill(shape());
      context.strokeStyle = colors.map.node;
      context.lineWidth = 1.5;
      context.stroke(shape());
      if (inside) context.stroke(new Path2D(inside));
    });
  }
}
